package io.murel.fusion;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The sum over ranks of products of factors. */
final class RankSum {
  private RankSum() {}

  /**
   * {@code sum_r left[..., r, :] * right[..., r, :]}, leading dimensions broadcast.
   *
   * @param left {@code [..., rank, size]}
   * @param right {@code [..., rank, size]}
   * @return {@code [..., size]}
   */
  static Tensor of(Tensor left, Tensor right) {
    long products = broadcastNumel(left.shape(), right.shape());
    return products <= Math.max(left.numel(), right.numel())
        ? left.mul(right).sum(-2)
        : rankByRank(left, right);
  }

  /** For pairs: the products of all ranks, many times the factors, are never in memory together. */
  private static Tensor rankByRank(Tensor left, Tensor right) {
    TensorVector l = left.unbind(-2); // unbind, not select: its gradient is one stack
    TensorVector r = right.unbind(-2);
    Tensor sum = l.get(0).mul(r.get(0)); // [..., size]
    for (long i = 1; i < l.size(); i++) {
      sum = torch.addcmul(sum, l.get(i), r.get(i));
    }
    return sum;
  }

  /** Elements of the product of two shapes that broadcast. */
  private static long broadcastNumel(long[] a, long[] b) {
    long n = 1;
    for (int i = 1; i <= Math.max(a.length, b.length); i++) {
      long extentA = i <= a.length ? a[a.length - i] : 1;
      long extentB = i <= b.length ? b[b.length - i] : 1;
      n *= Math.max(extentA, extentB);
    }
    return n;
  }
}
