package io.murel.train;

import io.murel.BadInputException;
import io.murel.model.Batch;
import io.murel.model.VqaNetwork;
import org.bytedeco.pytorch.Tensor;

/**
 * What learns: a network and everything that changes it.
 *
 * @param criterion what is made small
 * @param schedule sets the optimizer's rate before each step
 * @param gradClip total gradient norm above which gradients are scaled down; 0: never
 */
public record Learner(
    VqaNetwork network,
    Criterion criterion,
    Optimizer optimizer,
    LearningRateSchedule schedule,
    double gradClip) {

  /**
   * What a step did.
   *
   * @param logits {@code [B, answers]}, in the caller's scope
   * @param gradNorm total norm of the gradients before clipping
   * @param applied false where loss or gradients were not finite: the parameters are as before
   */
  public record Step(Tensor logits, BatchScores scores, double gradNorm, boolean applied) {}

  /** One step on a batch; the caller owns the scope. */
  public Step step(Batch batch, Progress progress) {
    if (batch.classId() == null) {
      throw BadInputException.at("dataset.train_split")
          .found("questions without answers")
          .expected("questions with answers to learn from")
          .remedy("Train on another split; this one can only be evaluated.");
    }
    optimizer.setLearningRate(schedule.at(progress));
    optimizer.zeroGrad();
    Tensor logits = network.forward(batch); // [B, answers]
    Tensor loss = criterion.loss(logits, batch.classId()); // []
    BatchScores scores = BatchScores.of(loss.item_double(), logits, batch.classId());
    if (!Double.isFinite(scores.loss())) {
      return new Step(logits, scores, Double.NaN, false);
    }
    loss.backward();
    double norm = optimizer.clipGradNorm(gradClip > 0 ? gradClip : Double.POSITIVE_INFINITY);
    boolean applied = Double.isFinite(norm);
    if (applied) {
      optimizer.step();
    }
    return new Step(logits, scores, norm, applied);
  }
}
