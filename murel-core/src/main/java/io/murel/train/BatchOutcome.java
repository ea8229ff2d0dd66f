package io.murel.train;

import java.util.OptionalDouble;

/**
 * What {@link EpochProgress} is told about a batch.
 *
 * @param size questions in it
 * @param counted whether the scores go into the means of the epoch
 * @param gradNorm mean norm of the gradients so far; empty in evaluation
 * @param learningRate 0 in evaluation
 * @param runFraction share of the run that is done
 * @param mostSecondsLeft the epoch will be cut then
 */
record BatchOutcome(
    int size,
    BatchScores scores,
    boolean counted,
    OptionalDouble gradNorm,
    double learningRate,
    double runFraction,
    double mostSecondsLeft) {

  /** In evaluation. */
  static BatchOutcome evaluated(int size, BatchScores scores, double runFraction) {
    boolean known = scores != BatchScores.UNKNOWN;
    return new BatchOutcome(
        size, scores, known, OptionalDouble.empty(), 0, runFraction, Double.POSITIVE_INFINITY);
  }
}
