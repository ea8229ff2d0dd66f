package io.murel.relation;

import io.murel.fusion.Fusion;
import io.murel.fusion.Fusions;
import io.murel.nn.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Lets every region look at every other (paper, section 3.2, eq. 7 to 9):
 *
 * <pre>
 *   r_ij = B(b_i, b_j; Theta_b) + B(s_i, s_j; Theta_s)
 *   x_i  = s_i + max_j r_ij
 * </pre>
 *
 * where {@code b} are boxes, {@code s} the fused region vectors and {@code B} bilinear fusions.
 * What depends on one region only is computed once a region, not once a pair.
 */
public final class Pairwise extends Module {

  private final PairwiseOptions options;
  private final Fusion coordFusion;
  private final Fusion featFusion;

  public Pairwise(PairwiseOptions options) {
    this.options = options;
    coordFusion =
        options.fusionCoord() == null
            ? null
            : add("f_coord_module", Fusions.create(options.fusionCoord()));
    featFusion =
        options.fusionFeat() == null
            ? null
            : add("f_feat_module", Fusions.create(options.fusionFeat()));
  }

  /**
   * What positions alone say about every pair: {@code B(b_i, b_j; Theta_b)}. The same in every step
   * of a shared cell, so callers compute it once, unless {@link #drawsBoxDropout()}.
   *
   * @param boxes b, encoded, {@code [B, N, 4]} or more numbers
   * @return {@code [B, N, N, D]}; null where positions play no part
   */
  public Tensor boxPairs(Tensor boxes) {
    return coordFusion == null ? null : allPairs(coordFusion, boxes);
  }

  /** Whether each call of {@link #boxPairs} draws dropout masks of its own now. */
  public boolean drawsBoxDropout() {
    return training() && options.coordDropout();
  }

  /**
   * @param regions s, {@code [B, N, D]}
   * @param boxPairs what {@link #boxPairs} gave, {@code [B, N, N, D]}; null: nothing
   * @param mask true for real regions, {@code [B, N]}; null: all real
   * @return x {@code [B, N, D]}, and for a max the partner each region took each number from
   */
  public Related forward(Tensor regions, Tensor boxPairs, Tensor mask) {
    Tensor pairs = boxPairs; // r, [B, N, N, D]
    if (featFusion != null) {
      Tensor feat = allPairs(featFusion, regions);
      pairs = pairs == null ? feat : pairs.add(feat);
    }
    Aggregation.Aggregated best = options.agg().over(pairs, partners(regions, mask)); // [B, N, D]
    Tensor out = options.residual() ? best.values().add(regions) : best.values();
    return new Related(out, best.winners());
  }

  /** Who may be a partner of whom, broadcastable to {@code [B, N, N, 1]}; null: all of all. */
  private Tensor partners(Tensor regions, Tensor mask) {
    Tensor real = mask == null ? null : mask.unsqueeze(1).unsqueeze(-1); // [B, 1, N, 1]
    if (options.self()) {
      return real;
    }
    long n = regions.size(1);
    Tensor itself = torch.eye(n).view(1, n, n, 1).to(ScalarType.Bool); // [1, N, N, 1]
    Tensor others = itself.logical_not();
    Tensor allowed = real == null ? others : others.logical_and(real); // [1 or B, N, N, 1]
    Tensor alone = allowed.any(2, true).logical_not(); // a single region keeps itself
    return allowed.logical_or(alone.logical_and(itself));
  }

  /** {@code [B, N, d] -> [B, N, N, D]}: entry i, j fuses region i with region j. */
  private static Tensor allPairs(Fusion fusion, Tensor x) {
    return fusion.forward(x.unsqueeze(2), x.unsqueeze(1));
  }
}
