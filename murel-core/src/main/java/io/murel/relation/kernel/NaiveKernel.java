package io.murel.relation.kernel;

import io.murel.fusion.Block;
import io.murel.fusion.Fusion;
import io.murel.relation.Aggregation.Aggregated;
import io.murel.relation.PairKernel;
import io.murel.relation.PairTerm;
import io.murel.relation.Pairs;
import io.murel.relation.Related;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;

/**
 * Relations as the original computes them: both sides expanded to all {@code B * N * N} pairs and
 * everything done for each of these, boxes again in every step. The reference for the other kernels
 * and what they are measured against; 36 regions of the paper's size take 0.4 GB an image in
 * training.
 */
public final class NaiveKernel implements PairKernel {

  private static final int FLOAT = 4;

  private final FreeMemory memory;

  public NaiveKernel() {
    this(FreeMemory.ofMachine());
  }

  NaiveKernel(FreeMemory memory) {
    this.memory = memory;
  }

  @Override
  public boolean serves(Pairs pairs) {
    return true;
  }

  @Override
  public Related relate(Pairs pairs) {
    long images = pairs.images();
    long regions = pairs.regions();
    memory.require(
        bytes(pairs), images, regions, "Or let engine.kernel be auto, which needs far less.");
    Tensor sum = null; // r, [B * N * N, D]
    for (PairTerm term : new PairTerm[] {pairs.coord(), pairs.feat()}) {
      if (term != null) {
        Tensor rows = rows(term, images, regions);
        sum = sum == null ? rows : sum.add(rows);
      }
    }
    Tensor all = sum.view(images, regions, regions, pairs.dim());
    Tensor partners = pairs.partners(); // [B or 1, N or 1, N]
    Aggregated best = pairs.agg().over(all, partners == null ? null : partners.unsqueeze(-1));
    return new Related(best.values(), best.winners());
  }

  private static Tensor rows(PairTerm term, long images, long regions) {
    Tensor x = term.x(); // [B or 1, N, d]
    long dim = x.size(2);
    Tensor i = x.unsqueeze(2).expand(images, regions, regions, dim);
    Tensor j = x.unsqueeze(1).expand(images, regions, regions, dim);
    return term.fusion().original(i.contiguous().view(-1, dim), j.contiguous().view(-1, dim));
  }

  /** At least what will be alive together. */
  private static long bytes(Pairs pairs) {
    boolean records = GradMode.is_enabled();
    long floats = (pairs.terms().size() > 1 ? 2L : 1L) * pairs.dim();
    for (PairTerm term : pairs.terms()) {
      floats += 2 * term.x().size(2) + (records ? recorded(term.fusion()) : 0);
    }
    long pairsOfAll = pairs.images() * pairs.regions() * pairs.regions();
    return Math.multiplyExact(pairsOfAll, floats * FLOAT);
  }

  /** Numbers of a pair that are kept for the backward pass. */
  private static long recorded(Fusion fusion) {
    if (fusion instanceof Block block) {
      long mm = block.config().mmDim();
      long projected = 2 * mm;
      long factors = 2L * block.config().rank() * mm;
      long normalised = 7 * mm; // z, its two roots and their inputs, the norm, the result
      return projected + factors + normalised + fusion.outputDim();
    }
    return 2L * fusion.outputDim();
  }

  @Override
  public void close() {}
}
