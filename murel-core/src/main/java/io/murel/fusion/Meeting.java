package io.murel.fusion;

import io.murel.nn.DropMask;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Two inputs whose leading dimensions broadcast, as rows that meet.
 *
 * @param shape of what comes out, {@code [..., projected]}
 * @param x0 {@code [rows / repeat0, projected]}
 * @param x1 {@code [rows / repeat1, projected]}
 */
record Meeting(long[] shape, Tensor x0, int repeat0, Tensor x1, int repeat1) {

  /**
   * One row that meets several in succession stays one; all other inputs are expanded.
   *
   * @param x0 {@code [..., projected]}
   * @param x1 {@code [..., projected]}
   */
  static Meeting of(Tensor x0, Tensor x1) {
    TensorVector expanded = torch.broadcast_tensors(new TensorVector(x0, x1));
    Tensor all0 = expanded.get(0);
    Tensor all1 = expanded.get(1);
    long[] shape = all0.shape();
    int repeat0 = repeat(x0.shape(), shape);
    int repeat1 = repeat(x1.shape(), shape);
    return new Meeting(
        shape, rows(repeat0 > 1 ? x0 : all0), repeat0, rows(repeat1 > 1 ? x1 : all1), repeat1);
  }

  /** How often each row occurs in succession; 1 if it occurs elsewhere, too. */
  private static int repeat(long[] own, long[] common) {
    int last = common.length - 2;
    if (last < 0 || own.length != common.length || own[last] == common[last]) {
      return 1;
    }
    return Arrays.equals(own, 0, last, common, 0, last) ? (int) common[last] : 1;
  }

  private static Tensor rows(Tensor x) {
    return x.reshape(-1, x.size(-1));
  }

  /** The left rows with a mask for each meeting. */
  ProjectedRows left(DropMask mask) {
    return masked(x0, repeat0, mask);
  }

  /** The right rows with a mask for each meeting. */
  ProjectedRows right(DropMask mask) {
    return masked(x1, repeat1, mask);
  }

  private static ProjectedRows masked(Tensor x, int repeat, DropMask mask) {
    return new ProjectedRows(x, repeat, mask.draw(x, x.size(0) * repeat, x.size(1)));
  }
}
