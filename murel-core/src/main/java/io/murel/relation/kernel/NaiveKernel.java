package io.murel.relation.kernel;

import io.murel.nn.Device;
import io.murel.nn.FreeMemory;
import io.murel.relation.Aggregation.Aggregated;
import io.murel.relation.PairKernel;
import io.murel.relation.PairLoad;
import io.murel.relation.PairTerm;
import io.murel.relation.Pairs;
import io.murel.relation.Related;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Relations as the original computes them: both sides expanded to all {@code B * N * N} pairs and
 * everything done for each of these, boxes again in every step. The reference for the other kernels
 * and what they are measured against; 36 regions of the paper's size take 0.1 GB an image in each
 * step.
 */
public final class NaiveKernel implements PairKernel {

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
    Device device = Device.of(pairs.terms().get(0).x());
    memory.require(memory(load(pairs)), device, images, regions, advice());
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

  private static PairLoad load(Pairs pairs) {
    List<PairLoad.Term> terms =
        pairs.terms().stream()
            .map(term -> new PairLoad.Term(term.fusion(), term.x().size(2), false))
            .toList();
    return new PairLoad(terms, pairs.images(), pairs.regions(), 1);
  }

  private static Tensor rows(PairTerm term, long images, long regions) {
    Tensor x = term.x(); // [B or 1, N, d]
    long dim = x.size(2);
    Tensor i = x.unsqueeze(2).expand(images, regions, regions, dim);
    Tensor j = x.unsqueeze(1).expand(images, regions, regions, dim);
    return term.fusion().original(i.contiguous().view(-1, dim), j.contiguous().view(-1, dim));
  }

  @Override
  public long memory(PairLoad load) {
    return load.expanded();
  }

  @Override
  public String advice() {
    return "Or let engine.kernel be auto, which needs far less.";
  }

  @Override
  public void close() {}
}
