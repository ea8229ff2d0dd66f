package io.murel.fusion;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A fusion that first projects both inputs to vectors of one length and may drop some of their
 * elements ({@code dropout_input}).
 *
 * <p>The projection is shared by all meetings of a row. The dropout is not: the original draws a
 * mask for every pair, so in training {@link #forward} expands the projected vectors to the common
 * shape before it drops. Without dropout nothing is expanded.
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
  public final Tensor forward(Tensor x0, Tensor x1) {
    if (separable()) {
      return super.forward(x0, x1);
    }
    TensorVector rows = torch.broadcast_tensors(new TensorVector(project0(x0), project1(x1)));
    Tensor left = factors0(dropout(rows.get(0), inputDropout));
    Tensor right = factors1(dropout(rows.get(1), inputDropout));
    return combine(left, right);
  }
}
