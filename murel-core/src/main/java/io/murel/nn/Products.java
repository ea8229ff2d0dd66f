package io.murel.nn;

import org.bytedeco.pytorch.Tensor;

/**
 * Products of one row with a layer's weights, as one question has them. BLAS copies the weights
 * into another order before it multiplies matrices, which for a single row takes longer than all
 * the rest; its product of a matrix and a vector reads them once (2.7 times faster for a state of
 * 2400 numbers).
 */
public final class Products {
  private Products() {}

  /**
   * {@code target += x weight^T}, in place.
   *
   * @param target {@code [1, out]}, contiguous
   * @param x {@code [1, in]}
   * @param weight {@code [out, in]}
   */
  public static void addOfOneRow(Tensor target, Tensor x, Tensor weight) {
    target.view(-1).addmv_(weight, x.reshape(-1));
  }

  /**
   * {@code x weight^T + bias}, recorded as any operation is.
   *
   * @param x {@code [..., in]} with one row
   * @param weight {@code [out, in]}
   * @param bias {@code [out]}; null: none
   * @return {@code [..., out]}
   */
  static Tensor ofOneRow(Tensor x, Tensor weight, Tensor bias) {
    long[] shape = x.shape();
    shape[shape.length - 1] = weight.size(0);
    Tensor row = x.reshape(-1); // [in]
    return (bias == null ? weight.mv(row) : bias.addmv(weight, row)).view(shape);
  }
}
