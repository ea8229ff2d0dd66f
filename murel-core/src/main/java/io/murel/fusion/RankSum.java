package io.murel.fusion;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The sum over ranks of products of factors. */
final class RankSum {
  private RankSum() {}

  /**
   * {@code sum_r left[..., r, :] * right[..., r, :]}, leading dimensions broadcast. One rank after
   * the other, so that the products of all ranks are never in memory together.
   *
   * @param left {@code [..., rank, size]}
   * @param right {@code [..., rank, size]}
   * @return {@code [..., size]}
   */
  static Tensor of(Tensor left, Tensor right) {
    TensorVector l = left.unbind(-2); // unbind, not select: its gradient is one stack
    TensorVector r = right.unbind(-2);
    Tensor sum = l.get(0).mul(r.get(0)); // [..., size]
    for (long i = 1; i < l.size(); i++) {
      sum = torch.addcmul(sum, l.get(i), r.get(i));
    }
    return sum;
  }
}
