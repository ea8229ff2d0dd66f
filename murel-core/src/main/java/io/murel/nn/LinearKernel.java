package io.murel.nn;

import org.bytedeco.pytorch.Tensor;

/** A way to multiply a few rows with the weights of one layer, where no gradients are wanted. */
public interface LinearKernel extends Kernel {

  /**
   * Whether this kernel can compute it and is the faster way.
   *
   * @param x {@code [..., in]}
   * @param weight {@code [out, in]}
   */
  boolean serves(Tensor x, Tensor weight);

  /**
   * Computes {@code x W^T + b}. May keep the weights in another order until they are {@linkplain
   * WrittenTo written to}.
   *
   * @param x {@code [..., in]}
   * @param weight {@code [out, in]}, a parameter
   * @param bias {@code [out]}; null: none
   * @return {@code [..., out]}, dense
   */
  Tensor linear(Tensor x, Tensor weight, Tensor bias);
}
