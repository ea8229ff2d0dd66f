package io.murel.nn;

import java.util.Optional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * An affine map over the last dimension: {@code y = x W^T + b}, initialised as PyTorch's nn.Linear.
 */
public final class Linear extends Module {

  /** Weights below which other threads take longer to wake than they save. */
  private static final long SMALL = 1 << 17;

  private final Tensor weight;
  private final Tensor bias;
  private final LazyKernel<LinearKernel> kernel; // null: libtorch is as fast

  /** With a bias. */
  public Linear(long inFeatures, long outFeatures) {
    this(inFeatures, outFeatures, true);
  }

  public Linear(long inFeatures, long outFeatures, boolean withBias) {
    double bound = inFeatures == 0 ? 0 : 1 / Math.sqrt(inFeatures); // a chunk may be empty
    weight = parameter("weight", Init.uniform(bound, outFeatures, inFeatures)); // [out, in]
    bias = withBias ? parameter("bias", Init.uniform(bound, outFeatures)) : null; // [out]
    kernel = inFeatures * outFeatures < SMALL ? null : new LazyKernel<>(LinearSource.class);
  }

  /** {@code [..., in] -> [..., out]}. */
  public Tensor forward(Tensor x) {
    if (asOriginal()) {
      return torch.linear(
          x, weight, bias == null ? new TensorOptional() : new TensorOptional(bias));
    }
    if (kernel != null && !GradMode.is_enabled()) {
      Optional<LinearKernel> fast = kernel.allowed(sequence()).filter(own -> own.serves(x, weight));
      if (fast.isPresent()) {
        return fast.get().linear(x, weight, bias);
      }
    }
    return Products.linear(x, weight, bias);
  }

  @Override
  protected void closeOwn() {
    if (kernel != null) {
      kernel.close();
    }
  }

  /** {@code [out, in]}. */
  public Tensor weight() {
    return weight;
  }

  /** {@code [out]}, or null. */
  public Tensor bias() {
    return bias;
  }
}
