package io.murel.relation;

import io.murel.fusion.Fusion;
import io.murel.fusion.Fusions;
import io.murel.nn.Module;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Lets every region look at every other (paper, section 3.2, eq. 7 to 9):
 *
 * <pre>
 *   r_ij = B(b_i, b_j; Theta_b) + B(s_i, s_j; Theta_s)
 *   x_i  = s_i + max_j r_ij
 * </pre>
 *
 * where {@code b} are boxes, {@code s} the fused region vectors and {@code B} bilinear fusions. How
 * that is computed, a {@link PairKernel} decides.
 */
public final class Pairwise extends Module {

  private final PairwiseOptions options;
  private final PairKernel kernel;
  private final Fusion coordFusion;
  private final Fusion featFusion;

  /**
   * @param kernel computes the relations; the caller closes it
   */
  public Pairwise(PairwiseOptions options, PairKernel kernel) {
    this.options = options;
    this.kernel = kernel;
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
   * of a shared cell, so callers make it once, unless {@link #drawsBoxDropout()}.
   *
   * @param boxes b, encoded, {@code [B, N, 4]} or more numbers; or {@code [1, N, 4]}: of the one
   *     image all questions are about
   * @param uses in how many steps it will take part
   * @return null where positions play no part
   */
  public PairTerm boxes(Tensor boxes, int uses) {
    return coordFusion == null ? null : new PairTerm(coordFusion, boxes, uses);
  }

  /** Whether each step draws dropout masks of its own for the boxes now. */
  public boolean drawsBoxDropout() {
    return training() && options.coordDropout();
  }

  /**
   * Bytes that relating takes at least.
   *
   * @param images B
   * @param regions N
   * @param boxDim numbers of an encoded box
   * @param steps how often, with these weights
   */
  public long memory(long images, long regions, long boxDim, int steps) {
    List<PairLoad.Term> terms = new ArrayList<>();
    if (featFusion != null) {
      terms.add(new PairLoad.Term(featFusion, featFusion.outputDim(), false));
    }
    if (coordFusion != null) {
      terms.add(new PairLoad.Term(coordFusion, boxDim, !drawsBoxDropout()));
    }
    return kernel.memory(new PairLoad(terms, images, regions, steps));
  }

  /**
   * @param regions s, {@code [B, N, D]}
   * @param boxes what {@link #boxes} gave; null: nothing
   * @param mask true for real regions, {@code [B, N]}; null: all real
   * @return x {@code [B, N, D]}, and for a max the partner each region took each number from
   */
  public Related forward(Tensor regions, PairTerm boxes, Tensor mask) {
    PairTerm feat = featFusion == null ? null : new PairTerm(featFusion, regions, 1);
    Pairs pairs = new Pairs(boxes, feat, regions.size(0), mask, options.self(), options.agg());
    Related related = kernel.relate(pairs);
    return options.residual()
        ? new Related(related.regions().add(regions), related.partners())
        : related;
  }
}
