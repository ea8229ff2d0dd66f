package io.murel.fusion;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A fusion that first projects both inputs to vectors of one length and may drop some of their
 * elements ({@code dropout_input}).
 *
 * <p>The projection is shared by all meetings of a row. The dropout is not: the original draws a
 * mask for every pair, so in training the projected vectors are expanded to the common shape before
 * elements are dropped. Without dropout nothing is expanded.
 */
abstract class ProjectedFusion extends Fusion {

  private final double inputDropout;

  ProjectedFusion(double inputDropout) {
    this.inputDropout = inputDropout;
  }

  /** {@code [..., d0] -> [..., projected]}, before the dropout. */
  protected abstract Tensor project0(Tensor x0);

  /** {@code [..., d1] -> [..., projected]}, before the dropout. */
  protected abstract Tensor project1(Tensor x1);

  /** {@code [..., projected] -> [..., factors]}, after the dropout. */
  protected Tensor factors0(Tensor projected) {
    return projected;
  }

  /** {@code [..., projected] -> [..., factors]}, after the dropout. */
  protected Tensor factors1(Tensor projected) {
    return projected;
  }

  @Override
  public final Tensor left(Tensor x0) {
    return factors0(dropout(project0(x0), inputDropout));
  }

  @Override
  public final Tensor right(Tensor x1) {
    return factors1(dropout(project1(x1), inputDropout));
  }

  /** Whether anything is dropped now. */
  final boolean drops(Dropouts dropouts) {
    return training() && (dropouts.input() > 0 || dropouts.preLin() > 0 || dropouts.output() > 0);
  }

  @Override
  public final boolean separable() {
    return !training() || inputDropout == 0;
  }

  @Override
  final Tensor fuse(Tensor x0, Tensor x1) {
    return separable() ? super.fuse(x0, x1) : meetDropped(project0(x0), project1(x1));
  }

  @Override
  public Tensor prepare(Tensor x0) {
    Tensor projected = project0(x0);
    return separable() ? factors0(projected) : projected;
  }

  @Override
  public Tensor meet(Tensor prepared, Tensor x1) {
    return separable() ? combine(prepared, right(x1)) : meetDropped(prepared, project1(x1));
  }

  /**
   * Expands both to the common shape, drops, and combines.
   *
   * @param projected0 {@code [..., projected]}, before the dropout
   * @param projected1 {@code [..., projected]}, before the dropout
   */
  protected Tensor meetDropped(Tensor projected0, Tensor projected1) {
    TensorVector rows = torch.broadcast_tensors(new TensorVector(projected0, projected1));
    Tensor left = factors0(dropout(rows.get(0), inputDropout));
    Tensor right = factors1(dropout(rows.get(1), inputDropout));
    return combine(left, right);
  }
}
