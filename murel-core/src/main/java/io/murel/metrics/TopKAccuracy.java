package io.murel.metrics;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * How often the right answer is among the k best scored.
 *
 * @param correct questions whose answer is
 * @param count questions counted
 */
public record TopKAccuracy(long correct, long count) {

  /**
   * Counts a batch.
   *
   * @param logits {@code [B, answers]}; with fewer than k answers all are among the best
   * @param classId the right answers, {@code [B]} or {@code [B, 1]} int64; negative ones are not
   *     counted
   */
  public static TopKAccuracy of(Tensor logits, Tensor classId, int k) {
    try (PointerScope scope = new PointerScope()) {
      Tensor target = classId.reshape(-1, 1); // [B, 1]
      Tensor best = logits.topk(Math.min(k, logits.size(1))).get1(); // [B, k]
      Tensor hit = best.eq(target).any(1); // [B]
      Tensor counted = target.ge(new Scalar(0L)); // [B, 1]
      return new TopKAccuracy(hit.sum().item_long(), counted.sum().item_long());
    }
  }

  /** Both counts added up. */
  public TopKAccuracy plus(TopKAccuracy other) {
    return new TopKAccuracy(correct + other.correct, count + other.count);
  }

  /** From 0 to 100; NaN if nothing was counted. */
  public double percent() {
    return 100.0 * correct / count;
  }
}
