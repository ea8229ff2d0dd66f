package io.murel.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How a network came to its answer about one image: what each region contributed after each step,
 * and from which partners each region took what it knows (the paper's figures 1 and 4). Immutable;
 * holds no tensors. What the numbers mean, and what they do not, is said in docs/trace.md.
 *
 * @param steps one entry a MuRel step, all about the same regions; a single one for the attention
 *     baseline; none for a network that shows none
 */
public record Trace(List<Step> steps) {

  public Trace {
    steps = List.copyOf(steps);
    for (Step step : steps) {
      if (step.regions() != steps.get(0).regions()) {
        throw new IllegalArgumentException(
            "a trace has steps about %d and about %d regions"
                .formatted(steps.get(0).regions(), step.regions()));
      }
    }
  }

  /** Number of regions; 0 without steps. */
  public int regions() {
    return steps.isEmpty() ? 0 : steps.get(0).regions();
  }

  /** The step the answer was read from. */
  public Step last() {
    return steps.get(steps.size() - 1);
  }

  /**
   * A region and a partner it listened to.
   *
   * @param region who took
   * @param partner from whom, another region
   * @param share of the region's relations that come from the partner, above 0
   * @param weight {@code share} times the contribution of the region: how much of the scene came
   *     this way
   */
  public record Link(int region, int partner, float share, float weight) {}

  /** One step. */
  public static final class Step {

    /** Shares are counted or are a softmax in single precision: they sum to 1 up to this. */
    private static final double ROUNDING = 1e-3;

    private final float[] contributions;
    private final float[][] partners;

    /**
     * Copies both arrays.
     *
     * @param contributions for each region the share of the scene vector it would win in the global
     *     max after this step; for the attention baseline its attention weight. They sum to 1.
     * @param partners {@code partners[i][j]}: the share of region i's relations that come from
     *     region j; each row sums to 1. Empty where there are no pairwise relations.
     * @throws IllegalArgumentException if these are no shares, or not of the same regions
     */
    public Step(float[] contributions, float[][] partners) {
      this.contributions = shares("contributions", contributions.clone());
      this.partners = new float[partners.length][];
      int regions = contributions.length;
      if (partners.length > 0 && partners.length != regions) {
        throw new IllegalArgumentException(
            "partners of %d regions, but contributions of %d".formatted(partners.length, regions));
      }
      for (int i = 0; i < partners.length; i++) {
        if (partners[i].length != regions) {
          throw new IllegalArgumentException(
              "partners[%d] has %d shares, not one for each of %d regions"
                  .formatted(i, partners[i].length, regions));
        }
        this.partners[i] = shares("partners[" + i + "]", partners[i].clone());
      }
    }

    private static float[] shares(String what, float[] shares) {
      double sum = 0;
      for (float share : shares) {
        if (!(share >= 0 && share <= 1 + ROUNDING)) { // also NaN
          throw new IllegalArgumentException(what + " has " + share + ", which is no share");
        }
        sum += share;
      }
      if (!(Math.abs(sum - 1) <= ROUNDING)) {
        throw new IllegalArgumentException(what + " sum to " + sum + ", not to 1");
      }
      return shares;
    }

    /** Number of regions, at least 1. */
    public int regions() {
      return contributions.length;
    }

    /** The share of the scene vector that a region wins, or its attention weight. */
    public float contribution(int region) {
      return contributions[region];
    }

    /** The contribution of each region, a copy. */
    public float[] contributions() {
      return contributions.clone();
    }

    /** Whether regions had partners in this step. */
    public boolean hasPartners() {
      return partners.length > 0;
    }

    /** The share of a region's relations that come from a partner; 0 without relations. */
    public float share(int region, int partner) {
      return hasPartners() ? partners[region][partner] : 0;
    }

    /** {@code [region][partner]}, a copy; empty without relations. */
    public float[][] partners() {
      return Arrays.stream(partners).map(float[]::clone).toArray(float[][]::new);
    }

    /**
     * All links between different regions, the greatest {@linkplain Link#weight weight} first;
     * among equals in the order of their numbers.
     */
    public List<Link> links() {
      List<Link> links = new ArrayList<>();
      for (int i = 0; i < partners.length; i++) {
        for (int j = 0; j < partners.length; j++) {
          if (i != j && partners[i][j] > 0) {
            links.add(new Link(i, j, partners[i][j], partners[i][j] * contributions[i]));
          }
        }
      }
      links.sort(Comparator.comparing((Link link) -> -link.weight()));
      return links;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Step step
          && Arrays.equals(contributions, step.contributions)
          && Arrays.deepEquals(partners, step.partners);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(contributions) + Arrays.deepHashCode(partners);
    }

    @Override
    public String toString() {
      return "Step[contributions="
          + Arrays.toString(contributions)
          + ", partners="
          + Arrays.deepToString(partners)
          + "]";
    }
  }
}
