package io.murel.nn;

import org.bytedeco.pytorch.Tensor;

/**
 * The parameters of {@code y_k = x0^T W_k x1 + b_k}, named and initialised as PyTorch's
 * nn.Bilinear.
 */
public final class Bilinear extends Module {

  private final Tensor weight;
  private final Tensor bias;

  public Bilinear(long in0Features, long in1Features, long outFeatures) {
    double bound = in0Features == 0 ? 0 : 1 / Math.sqrt(in0Features);
    weight = parameter("weight", Init.uniform(bound, outFeatures, in0Features, in1Features));
    bias = parameter("bias", Init.uniform(bound, outFeatures));
  }

  /** {@code [out, in0, in1]}. */
  public Tensor weight() {
    return weight;
  }

  /** {@code [out]}. */
  public Tensor bias() {
    return bias;
  }
}
