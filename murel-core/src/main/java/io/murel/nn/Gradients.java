package io.murel.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adds to the gradients of parameters from within a {@link CustomFunction.Backward}. A matrix
 * product goes straight to where the sum is kept; returned, it would be a matrix of its own first,
 * written, read and added.
 */
public final class Gradients {
  private Gradients() {}

  /**
   * {@code parameter.grad[row ..] += left right}; nothing for a parameter without gradient.
   *
   * @param parameter a leaf, {@code [.., n]}
   * @param row the first row of the sum
   * @param left {@code [rows, k]}
   * @param right {@code [k, n]}
   */
  public static void addProduct(Tensor parameter, long row, Tensor left, Tensor right) {
    if (parameter.requires_grad()) {
      sum(parameter).narrow(0, row, left.size(0)).addmm_(left, right);
    }
  }

  /**
   * {@code parameter.grad[row ..] += gradient}; nothing for a parameter without gradient.
   *
   * @param parameter a leaf, {@code [.., ...]}
   * @param row the first row of the sum
   * @param gradient {@code [rows, ...]}
   */
  public static void add(Tensor parameter, long row, Tensor gradient) {
    if (parameter.requires_grad()) {
      sum(parameter).narrow(0, row, gradient.size(0)).add_(gradient);
    }
  }

  /** The gradient so far. */
  public static Tensor sum(Tensor parameter) {
    Tensor sum = parameter.mutable_grad();
    if (!sum.defined()) {
      sum.put(torch.zeros_like(parameter));
    }
    return sum;
  }
}
