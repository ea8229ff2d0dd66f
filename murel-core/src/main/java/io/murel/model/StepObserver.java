package io.murel.model;

import io.murel.relation.Related;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/** Watches a network reason, from inside the forward pass. */
public interface StepObserver {

  /** Watches nothing, at no cost. */
  StepObserver NONE = new StepObserver() {};

  /**
   * A MuRel step was taken.
   *
   * @param step from 0
   * @param related the regions after this step and the partners they took from
   */
  default void step(int step, Related related) {}

  /**
   * The attention baseline has weighed the regions.
   *
   * @param weights {@code [B, N, glimpses]}
   */
  default void attention(Tensor weights) {}

  /**
   * The answers have been scored.
   *
   * @param logits {@code [B, answers]}
   * @param without computes, if it is called, the logits that would have been without one of the
   *     regions, {@code [B, N, answers]}; see {@link Evidence}
   */
  default void classified(Tensor logits, Supplier<Tensor> without) {}

  /** Both watch. */
  default StepObserver and(StepObserver other) {
    StepObserver first = this;
    return new StepObserver() {
      @Override
      public void step(int step, Related related) {
        first.step(step, related);
        other.step(step, related);
      }

      @Override
      public void attention(Tensor weights) {
        first.attention(weights);
        other.attention(weights);
      }

      @Override
      public void classified(Tensor logits, Supplier<Tensor> without) {
        first.classified(logits, without);
        other.classified(logits, without);
      }
    };
  }
}
