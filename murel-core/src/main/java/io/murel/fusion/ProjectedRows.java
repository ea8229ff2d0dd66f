package io.murel.fusion;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * One projected input of BLOCK, as rows that meet those of the other input.
 *
 * @param projected {@code [rows / repeat, mm]}
 * @param repeat how many rows in succession are the same row of {@code projected}: the regions that
 *     meet one question, say
 * @param dropped true for elements that count as 0, {@code [rows, mm]} bool; null: none
 */
record ProjectedRows(Tensor projected, int repeat, Tensor dropped) {

  /** Number of rows that meet. */
  long rows() {
    return projected.size(0) * repeat;
  }

  /**
   * Copies the chunks of a run, of some rows.
   *
   * @param target {@code [count, n, size]}; n is a multiple of {@code repeat}
   * @param first the first row, a multiple of {@code repeat}
   */
  void copyTo(Tensor target, Chunks.Run run, long first) {
    long n = target.size(1);
    Tensor chunks = chunks(projected, run, first / repeat, n / repeat); // [count, n / repeat, size]
    target.unflatten(1, n / repeat, repeat).copy_(chunks.unsqueeze(2));
    drop(target, run, first);
  }

  /**
   * Turns the gradient of what {@link #copyTo} copied into that of {@link #projected}.
   *
   * @param gradient {@code [count, n, size]}, is overwritten
   * @param target gradient of all rows, {@code [rows / repeat, mm]}
   */
  void gradientTo(Tensor target, Tensor gradient, Chunks.Run run, long first) {
    long n = gradient.size(1);
    drop(gradient, run, first);
    Tensor sum = chunks(target, run, first / repeat, n / repeat);
    if (repeat == 1) {
      sum.copy_(gradient);
    } else {
      torch.sum_out(sum, gradient.unflatten(1, n / repeat, repeat), 2);
    }
  }

  private void drop(Tensor chunks, Chunks.Run run, long first) {
    if (dropped != null) {
      chunks.masked_fill_(chunks(dropped, run, first, chunks.size(1)), new Scalar(0));
    }
  }

  /** Some rows of {@code [rows, mm]} as {@code [count, n, size]}, a view. */
  static Tensor chunks(Tensor x, Chunks.Run run, long first, long n) {
    return x.narrow(0, first, n)
        .narrow(1, run.offset(), run.length())
        .unflatten(1, run.count(), run.size())
        .transpose(0, 1);
  }
}
