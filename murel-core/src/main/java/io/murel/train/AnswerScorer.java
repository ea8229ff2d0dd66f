package io.murel.train;

import io.murel.data.LoadedBatch;
import org.bytedeco.pytorch.Tensor;

/** What scores answers to questions: a network, or a guess to compare it with. */
@FunctionalInterface
public interface AnswerScorer {

  /**
   * Scores every answer, the best one highest.
   *
   * @return {@code [B, answers]}, in the caller's scope
   */
  Tensor logits(LoadedBatch loaded);
}
