package io.murel.relation.kernel;

import io.murel.fusion.LowRank;
import io.murel.nn.CustomGradients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * {@code max_j sum_t (W_t z^t_ij + b_t)} of low-rank terms t, tile by tile.
 *
 * <p>Of all pairs only the winners of the max pass a gradient on: one partner for each number of
 * each region. With {@code w} the winner of number d of region i,
 *
 * <pre>
 *   dL/dz_ij = sum of g_id W_d over the d with w_id = j,  dL/dW_d = sum over i of g_id z_iw
 * </pre>
 *
 * both of which are sums of weighted rows, {@code N} times less work than the products of a dense
 * gradient.
 *
 * @param custom ties the result to its inputs
 * @param forms one a term
 * @param tiles all pairs
 */
record LowRankMax(CustomGradients custom, List<LowRank> forms, List<Tile> tiles) {

  /**
   * Relates all regions.
   *
   * @param left for each term its factors, {@code [B or 1, N, F]}
   * @param right for each term its factors, {@code [B or 1, N, F]}
   * @param partners {@code [B or 1, N or 1, N]}; null: all of all
   * @param out room for x, {@code [B, N, D]}
   * @param winners room for the winners, {@code [B, N, D]}
   */
  void apply(List<Tensor> left, List<Tensor> right, Tensor partners, Tensor out, Tensor winners) {
    List<Tensor> weights = forms.stream().map(f -> f.linearOut().weight()).toList();
    List<Tensor> biases = forms.stream().map(f -> f.linearOut().bias()).toList();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor weight = joined(weights).t(); // [K, D]
      tiles.forEach(tile -> forward(tile, left, right, weight, partners, out, winners));
      biases.forEach(out::add_);
    }
    List<Tensor> inputs = new ArrayList<>(left);
    inputs.addAll(right);
    inputs.addAll(weights);
    List<Tensor> saved = new ArrayList<>(inputs);
    saved.add(winners);
    inputs.addAll(biases);
    custom.tie(out, inputs, saved, this::gradients);
  }

  private void forward(
      Tile tile,
      List<Tensor> left,
      List<Tensor> right,
      Tensor weight,
      Tensor partners,
      Tensor out,
      Tensor winners) {
    try (PointerScope scope = new PointerScope()) {
      Tensor z = meet(tile, parts(tile, left, right)); // [images, rows, N, K]
      Tensor relations = z.matmul(weight); // [images, rows, N, D]
      Tensor mask = tile.mask(partners);
      if (mask != null) {
        relations.masked_fill_(mask.logical_not(), new Scalar(Float.NEGATIVE_INFINITY));
      }
      T_TensorTensor_T best = relations.max(2, false);
      tile.of(out).copy_(best.get0());
      tile.of(winners).copy_(best.get1());
    }
  }

  /** The z of all terms, one beside the other. */
  private Tensor meet(Tile tile, List<Tensor> parts) {
    int terms = forms.size();
    List<Tensor> zs = new ArrayList<>();
    for (int t = 0; t < terms; t++) {
      Tensor z = forms.get(t).meet().apply(parts.get(t), parts.get(terms + t));
      long[] shape = z.shape();
      shape[0] = tile.images();
      zs.add(z.expand(shape)); // one image for all questions
    }
    return joined(zs);
  }

  private static List<Tensor> parts(Tile tile, List<Tensor> left, List<Tensor> right) {
    List<Tensor> parts = new ArrayList<>();
    left.forEach(all -> parts.add(tile.left(all)));
    right.forEach(all -> parts.add(tile.right(all)));
    return parts;
  }

  private static Tensor joined(List<Tensor> tensors) {
    return tensors.size() == 1
        ? tensors.get(0)
        : torch.cat(new TensorVector(tensors.toArray(Tensor[]::new)), -1);
  }

  /** Of the left factors, the right factors, the weights, the biases; term after term. */
  private Tensor[] gradients(Tensor output, Tensor[] saved) {
    int terms = forms.size();
    List<Tensor> all = Arrays.asList(saved);
    List<Tensor> left = all.subList(0, terms);
    List<Tensor> right = all.subList(terms, 2 * terms);
    Tensor winners = saved[3 * terms];
    Tensor[] sums = new Tensor[4 * terms];
    for (int i = 0; i < 2 * terms; i++) {
      sums[i] = torch.zeros_like(saved[i]);
    }
    Tensor weight = joined(all.subList(2 * terms, 3 * terms)); // [D, K]
    Tensor weightSum = torch.zeros_like(weight);
    for (Tile tile : tiles) {
      try (PointerScope scope = new PointerScope()) {
        List<Tensor> leaves =
            parts(tile, left, right).stream()
                .map(part -> part.detach().requires_grad_(true))
                .toList();
        Tensor z;
        try (AutoGradMode record = new AutoGradMode(true)) {
          z = meet(tile, leaves); // [images, rows, N, K]
        }
        Sparse sparse = new Sparse(tile.of(output), tile.of(winners), z.size(2));
        weightSum.add_(sparse.weight(z.detach()));
        TensorVector parts =
            torch.grad(
                new TensorVector(z),
                new TensorVector(leaves.toArray(Tensor[]::new)),
                new TensorVector(sparse.z(weight).view(z.shape())),
                new BoolOptional(),
                false,
                false);
        for (int i = 0; i < 2 * terms; i++) {
          (i < terms ? tile.left(sums[i]) : tile.right(sums[i])).add_(parts.get(i));
        }
      }
    }
    long offset = 0;
    for (int t = 0; t < terms; t++) {
      sums[2 * terms + t] = weightSum.narrow(1, offset, forms.get(t).dim());
      sums[3 * terms + t] = output.sum(0, 1);
      offset += forms.get(t).dim();
    }
    return sums;
  }

  /** The sums over winners in one tile. */
  private static final class Sparse {
    private static final long SUM = 0; // of libtorch's modes

    private final Tensor output; // [R, D], R = images * rows
    private final Tensor winners; // [R, D]
    private final Tensor pairs; // [R, D] row of the winning pair in z
    private final long regions;

    Sparse(Tensor output, Tensor winners, long regions) {
      long dim = output.size(2);
      this.regions = regions;
      this.output = output.reshape(-1, dim);
      this.winners = winners.reshape(-1, dim);
      Tensor rows = arange(this.output.size(0)).mul(new Scalar(regions)).unsqueeze(1); // [R, 1]
      this.pairs = this.winners.to(ScalarType.Long).add(rows);
    }

    /** Gradient of W, {@code [D, K]}: for each number the winning z of all regions. */
    Tensor weight(Tensor z) {
      Tensor bags = arange(output.size(1)).mul(new Scalar(output.size(0))); // [D]
      return sum(z.reshape(-1, z.size(3)), pairs.t(), bags, output.t());
    }

    /** Gradient of z, {@code [R * N, K]}: for each pair the rows of W that it has won. */
    Tensor z(Tensor weight) {
      T_TensorTensor_T sorted = winners.sort(1, false);
      Tensor order = sorted.get1(); // [R, D]
      Tensor counts =
          torch.bincount(pairs.flatten(), new TensorOptional(), pairs.size(0) * regions);
      Tensor bags = counts.cumsum(0).sub(counts); // [R * N]
      return sum(weight, order, bags, output.gather(1, order));
    }

    /** Sums of weighted rows; the bags begin where {@code bags} says. */
    private static Tensor sum(Tensor rows, Tensor indices, Tensor bags, Tensor weights) {
      return torch
          .embedding_bag(
              rows,
              indices.reshape(-1),
              bags,
              false,
              SUM,
              false,
              new TensorOptional(weights.reshape(-1)),
              false)
          .get0();
    }

    private Tensor arange(long n) {
      TensorOptions options = output.options().dtype(new ScalarTypeOptional(ScalarType.Long));
      return torch.arange(new Scalar(n), options);
    }
  }
}
