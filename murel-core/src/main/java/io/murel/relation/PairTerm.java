package io.murel.relation;

import io.murel.fusion.Fusion;
import org.bytedeco.pytorch.Tensor;

/**
 * One of the terms that a relation is the sum of: {@code B(x_i, x_j; Theta)} for all pairs of
 * regions of an image, not computed. It belongs to one pass through the network: what it has
 * computed once, it keeps.
 */
public final class PairTerm {

  private final Fusion fusion;
  private final Tensor x;
  private final int uses;
  private final boolean separable;
  private Tensor left;
  private Tensor right;

  /**
   * @param fusion B
   * @param x what it fuses of each region, {@code [B, N, d]}; or {@code [1, N, d]}: the same image
   *     for all questions of a batch
   * @param uses in how many relations it will take part: computing more once may pay
   */
  public PairTerm(Fusion fusion, Tensor x, int uses) {
    this.fusion = fusion;
    this.x = x;
    this.uses = uses;
    this.separable = fusion.separable();
  }

  /** B. */
  public Fusion fusion() {
    return fusion;
  }

  /** {@code [B, N, d]} or {@code [1, N, d]}. */
  public Tensor x() {
    return x;
  }

  /** In how many relations this takes part. */
  public int uses() {
    return uses;
  }

  /** Number of images: B or 1. */
  public long images() {
    return x.size(0);
  }

  /** What region i brings to a pair: its factors, or itself where the fusion has none. */
  public Tensor left() {
    if (gone(left)) {
      left = separable ? fusion.left(x) : x;
    }
    return left;
  }

  /** What region j brings to a pair. */
  public Tensor right() {
    if (gone(right)) {
      right = separable ? fusion.right(x) : x;
    }
    return right;
  }

  /** Whether it was never computed, or in a scope that has been closed since. */
  private static boolean gone(Tensor factors) {
    return factors == null || factors.isNull();
  }

  /** Where they meet: broadcastable parts of {@link #left()} and {@link #right()}. */
  public Tensor meet(Tensor left, Tensor right) {
    return separable ? fusion.combine(left, right) : fusion.forward(left, right);
  }
}
