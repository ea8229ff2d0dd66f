package io.murel.nn;

import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/** Functions without parameters that the networks share. */
public final class Functions {
  private Functions() {}

  /** Norms below this count as this, so that a vector of zeros stays one (F.normalize's eps). */
  private static final double SMALLEST_NORM = 1e-12;

  /**
   * {@code sign(z) sqrt(|z|)}, any shape. Its slope is unbounded at 0; there the gradient is 0.
   *
   * <p>Written with relu because relu's gradient is selected, not multiplied: with {@code abs} and
   * {@code sign} the infinite slope would meet a factor 0 and give NaN.
   */
  public static Tensor signedSqrt(Tensor z) {
    return z.relu().sqrt().sub(z.neg().relu().sqrt());
  }

  /** {@code z / max(||z||_2, 1e-12)} over the last dimension. */
  public static Tensor l2Normalize(Tensor z) {
    Tensor norm = z.norm(new ScalarOptional(new Scalar(2.0)), new long[] {-1}, true); // [..., 1]
    return z.div(norm.clamp_min(new Scalar(SMALLEST_NORM)));
  }

  /** Signed square root, then unit length over the last dimension. */
  public static Tensor powerNormalize(Tensor z) {
    return l2Normalize(signedSqrt(z));
  }

  /** {@link #powerNormalize}, in half as many passes over z where no gradients are wanted. */
  public static Tensor powerNormalizeFast(Tensor z) {
    return GradMode.is_enabled()
        ? powerNormalize(z)
        : l2Normalize(z.abs().sqrt_().copysign_(z)); // the slope at 0 does not matter
  }
}
