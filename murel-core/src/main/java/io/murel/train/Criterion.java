package io.murel.train;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** What training makes small. */
@FunctionalInterface
public interface Criterion {

  /**
   * @param logits {@code [B, answers]}
   * @param classId the right answers, {@code [B]} int64
   * @return a scalar
   */
  Tensor loss(Tensor logits, Tensor classId);

  /** Mean cross-entropy, the original's vqa_cross_entropy; answers of -1 are not counted. */
  static Criterion crossEntropy() {
    return crossEntropy(0);
  }

  /**
   * Mean cross-entropy with label smoothing (Szegedy et al., 2016).
   *
   * @param smoothing probability spread over all answers alike, 0 to 1
   */
  static Criterion crossEntropy(double smoothing) {
    long mean = torch.Reduction.Mean.value;
    return (logits, classId) ->
        torch.cross_entropy_loss(
            logits, classId.reshape(-1), new TensorOptional(), mean, -1, smoothing);
  }
}
