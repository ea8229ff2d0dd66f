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
   * {@code parameter.grad += left right}; nothing for a parameter that requires no gradient.
   *
   * @param parameter a leaf, {@code [m, n]}
   * @param left {@code [m, k]}
   * @param right {@code [k, n]}
   */
  public static void addProduct(Tensor parameter, Tensor left, Tensor right) {
    if (!parameter.requires_grad()) {
      return;
    }
    Tensor sum = parameter.mutable_grad();
    if (sum.defined()) {
      sum.addmm_(left, right);
    } else {
      sum.put(torch.mm(left, right));
    }
  }

  /**
   * {@code parameter.grad += gradient}; nothing for a parameter that requires no gradient.
   *
   * @param parameter a leaf
   * @param gradient of its shape
   */
  public static void add(Tensor parameter, Tensor gradient) {
    if (!parameter.requires_grad()) {
      return;
    }
    Tensor sum = parameter.mutable_grad();
    if (sum.defined()) {
      sum.add_(gradient);
    } else {
      sum.put(gradient.clone());
    }
  }
}
