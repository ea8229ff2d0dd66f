package io.murel.model;

import io.murel.relation.Related;
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
}
