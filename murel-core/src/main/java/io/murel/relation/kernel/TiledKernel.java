package io.murel.relation.kernel;

import io.murel.fusion.LowRank;
import io.murel.nn.CustomGradients;
import io.murel.relation.Aggregation;
import io.murel.relation.Aggregation.Aggregated;
import io.murel.relation.PairKernel;
import io.murel.relation.PairTerm;
import io.murel.relation.Pairs;
import io.murel.relation.Related;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Relations in tiles of libtorch operations: any device, any fusions, any aggregation, in bounded
 * memory. Nothing of the size of all pairs is ever alive; the backward pass computes the tiles
 * again.
 *
 * <p>A mean or a sum over the partners changes places with the linear map of a low-rank fusion: z
 * is aggregated, then mapped once a region. A max is taken of the mapped tile; its gradient passes
 * through the winners only.
 */
public final class TiledKernel implements PairKernel {

  /** What a tile may take on a CPU: small enough for the caches, large enough for long loops. */
  static final long CPU_TILE = 32L << 20;

  /** What a tile may take on a GPU, which wants large products. */
  static final long GPU_TILE = 1L << 30;

  /** Intermediate results of z that are alive together, in lengths of z. */
  private static final int OF_Z = 10;

  private final CustomGradients custom = new CustomGradients();
  private final long cpuTile;

  public TiledKernel() {
    this(CPU_TILE);
  }

  /**
   * @param cpuTile bytes of a tile on a CPU
   */
  TiledKernel(long cpuTile) {
    this.cpuTile = cpuTile;
  }

  @Override
  public boolean serves(Pairs pairs) {
    return true;
  }

  @Override
  public Related relate(Pairs pairs) {
    List<LowRank> forms = new ArrayList<>();
    for (PairTerm term : pairs.terms()) {
      Optional<LowRank> form = term.fusion().lowRank();
      form.ifPresent(forms::add);
    }
    if (forms.size() < pairs.terms().size()) {
      return dense(pairs);
    }
    return pairs.agg() == Aggregation.MAX ? max(pairs, forms) : pooled(pairs, forms);
  }

  private Related max(Pairs pairs, List<LowRank> forms) {
    int z = forms.stream().mapToInt(LowRank::dim).sum();
    Tensor out = out(pairs, pairs.dim());
    Tensor winners = winners(pairs, out);
    new LowRankMax(custom, forms, tiles(pairs, 2L * pairs.dim() + (long) OF_Z * z))
        .apply(left(pairs), right(pairs), pairs.partners(), out, winners);
    return new Related(out, winners);
  }

  /** Mean or sum: of z, then the linear map. */
  private Related pooled(Pairs pairs, List<LowRank> forms) {
    Tensor partners = pairs.partners();
    Tensor count = null; // of partners, [B or 1, N or 1, 1]; of a sum alone
    if (pairs.agg() == Aggregation.SUM) {
      Tensor x = pairs.terms().get(0).x();
      Tensor ones =
          partners == null
              ? torch.ones(new long[] {1, 1, pairs.regions()}, x.options())
              : partners.to(x.scalar_type());
      count = ones.sum(-1).unsqueeze(-1);
    }
    Tensor sum = null;
    for (int t = 0; t < forms.size(); t++) {
      LowRank form = forms.get(t);
      PairTerm term = pairs.terms().get(t);
      Tensor pooled = out(pairs, form.dim()); // [B, N, K]
      new Recomputed(
              custom,
              (l, r, mask, none) -> pairs.agg().over(form.meet().apply(l.get(0), r.get(0)), mask),
              List.of(),
              tiles(pairs, (long) OF_Z * form.dim()),
              false)
          .apply(List.of(term.left()), List.of(term.right()), partners, pooled, null);
      Tensor bias = form.linearOut().bias();
      Tensor mapped = pooled.matmul(form.linearOut().weight().t());
      mapped = mapped.add(count == null ? bias : count.mul(bias)); // [B, N, D]
      sum = sum == null ? mapped : sum.add(mapped);
    }
    return new Related(sum, null);
  }

  /** Any other fusions: whole relations in each tile. */
  private Related dense(Pairs pairs) {
    List<PairTerm> terms = pairs.terms();
    Tensor out = out(pairs, pairs.dim());
    Tensor winners = pairs.agg() == Aggregation.MAX ? winners(pairs, out) : null;
    Set<Tensor> parameters = new LinkedHashSet<>();
    boolean random = false;
    long floats = 0;
    for (PairTerm term : terms) {
      parameters.addAll(term.fusion().trainableParameters());
      random |= term.fusion().training();
      floats += 2L * (term.left().size(-1) + term.right().size(-1)) + 4L * pairs.dim();
    }
    new Recomputed(
            custom,
            (l, r, mask, won) -> relations(pairs, l, r, mask, won),
            List.copyOf(parameters),
            tiles(pairs, floats),
            random)
        .apply(left(pairs), right(pairs), pairs.partners(), out, winners);
    return new Related(out, winners);
  }

  private static Aggregated relations(
      Pairs pairs, List<Tensor> left, List<Tensor> right, Tensor mask, Tensor winners) {
    Tensor sum = null; // r, [images, rows, N, D]
    for (int t = 0; t < left.size(); t++) {
      Tensor term = pairs.terms().get(t).meet(left.get(t), right.get(t));
      sum = sum == null ? term : sum.add(term);
    }
    if (winners == null) {
      return pairs.agg().over(sum, mask);
    }
    Tensor index = winners.to(ScalarType.Long).unsqueeze(2); // [images, rows, 1, D]
    long[] shape = sum.shape();
    shape[0] = index.size(0);
    return new Aggregated(sum.expand(shape).gather(2, index).squeeze(2), winners);
  }

  private List<Tile> tiles(Pairs pairs, long floats) {
    Tensor x = pairs.terms().get(0).x();
    long budget = x.is_cpu() ? cpuTile : GPU_TILE;
    return Tile.cover(pairs.images(), pairs.regions(), floats * x.element_size(), budget);
  }

  private static Tensor out(Pairs pairs, long dim) {
    long[] shape = {pairs.images(), pairs.regions(), dim};
    return torch.empty(shape, pairs.terms().get(0).x().options(), null);
  }

  private static Tensor winners(Pairs pairs, Tensor out) {
    return Winners.empty(out, pairs.images(), pairs.regions(), pairs.dim());
  }

  private static List<Tensor> left(Pairs pairs) {
    return pairs.terms().stream().map(PairTerm::left).toList();
  }

  private static List<Tensor> right(Pairs pairs) {
    return pairs.terms().stream().map(PairTerm::right).toList();
  }

  @Override
  public void close() {
    custom.close();
  }
}
