package io.murel.relation;

import io.murel.fusion.Fusion;
import io.murel.fusion.LowRank;
import java.util.List;

/**
 * How many relations a pass through a network computes, for estimates of its memory.
 *
 * @param terms what each relation is the sum of
 * @param images B
 * @param regions N
 * @param steps how often all pairs are related
 */
public record PairLoad(List<Term> terms, long images, long regions, int steps) {

  private static final int FLOAT = 4;

  /**
   * A term.
   *
   * @param width numbers of what it fuses of a region
   * @param once whether what it makes of a region serves all steps
   */
  public record Term(Fusion fusion, long width, boolean once) {

    /** Numbers that are kept of each region: projections and factors of both sides. */
    private long ofRegion() {
      return fusion.lowRank().map(Term::ofRegion).orElse(2 * width);
    }

    private static long ofRegion(LowRank form) {
      return 2L * form.factors() + 2L * form.dim();
    }

    /** Numbers that are kept of each pair where all pairs are expanded. */
    private long ofPair() {
      return 2 * width + fusion.numbersOfRow(true);
    }
  }

  /**
   * Bytes where each region's factors are made once and pairs meet without being kept, at least:
   * factors, their gradients, and results with their winners.
   */
  public long factored() {
    long numbers = 0;
    long dim = 0;
    for (Term term : terms) {
      numbers += term.ofRegion() * (term.once ? 1 : steps);
      dim = term.fusion.outputDim();
    }
    long winners = dim / FLOAT; // bytes
    return times(images * regions, numbers + steps * (dim + winners));
  }

  /** Bytes where everything is done for each pair, at least. */
  public long expanded() {
    long numbers = 0;
    for (Term term : terms) {
      numbers += term.ofPair();
    }
    long sums = terms.isEmpty() ? 0 : (terms.size() - 1L) * terms.get(0).fusion.outputDim();
    return times((double) images * regions * regions, steps * (numbers + sums));
  }

  /** What no machine has is cut, so that it can still be added to. */
  private static long times(double rows, long numbers) {
    return (long) Math.min(rows * numbers * FLOAT, Long.MAX_VALUE / 4);
  }
}
