package io.murel.train;

import io.murel.metrics.TopKAccuracy;
import org.bytedeco.pytorch.Tensor;

/**
 * How a batch went; NaN where the answers are not known.
 *
 * @param loss mean over the batch
 * @param accuracyTop1 in percent
 * @param accuracyTop5 in percent
 */
record BatchScores(double loss, double accuracyTop1, double accuracyTop5) {

  static final BatchScores UNKNOWN = new BatchScores(Double.NaN, Double.NaN, Double.NaN);

  /**
   * @param logits {@code [B, answers]}
   * @param classId {@code [B]} int64
   */
  static BatchScores of(double loss, Tensor logits, Tensor classId) {
    return new BatchScores(
        loss,
        TopKAccuracy.of(logits, classId, 1).percent(),
        TopKAccuracy.of(logits, classId, 5).percent());
  }
}
