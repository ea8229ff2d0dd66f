package io.murel.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * An affine map over the last dimension: {@code y = x W^T + b}, initialised as PyTorch's nn.Linear.
 */
public final class Linear extends Module {

  private final Tensor weight;
  private final Tensor bias;

  /** With a bias. */
  public Linear(long inFeatures, long outFeatures) {
    this(inFeatures, outFeatures, true);
  }

  public Linear(long inFeatures, long outFeatures, boolean withBias) {
    double bound = inFeatures == 0 ? 0 : 1 / Math.sqrt(inFeatures); // a chunk may be empty
    weight = parameter("weight", Init.uniform(bound, outFeatures, inFeatures)); // [out, in]
    bias = withBias ? parameter("bias", Init.uniform(bound, outFeatures)) : null; // [out]
  }

  /** {@code [..., in] -> [..., out]}. */
  public Tensor forward(Tensor x) {
    return asOriginal()
        ? torch.linear(x, weight, bias == null ? new TensorOptional() : new TensorOptional(bias))
        : Products.linear(x, weight, bias);
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
