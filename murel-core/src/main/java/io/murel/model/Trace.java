package io.murel.model;

import java.util.List;

/**
 * How a network came to its answer about one image: what each region contributed after each step,
 * and from which partners each region took what it knows (the paper's figures 1 and 4).
 *
 * @param steps one entry a MuRel step; a single one for the attention baseline
 */
public record Trace(List<Step> steps) {

  public Trace {
    steps = List.copyOf(steps);
  }

  /**
   * One step.
   *
   * @param contributions for each region the share of the scene vector it would win in the global
   *     max after this step; for the attention baseline its attention weight. They sum to 1.
   * @param partners {@code partners[i][j]}: the share of region i's relations that come from region
   *     j; each row sums to 1. Empty where there are no pairwise relations.
   */
  public record Step(float[] contributions, float[][] partners) {}
}
