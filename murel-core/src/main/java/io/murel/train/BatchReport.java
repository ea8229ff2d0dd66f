package io.murel.train;

/**
 * Where an epoch stands after a batch. What is not known (no answers, skipped step) is NaN.
 *
 * @param batch number of the batch, from 0
 * @param batches batches in the epoch
 * @param size questions in the batch
 * @param loss of the batch
 * @param accuracyTop1 of the batch, in percent
 * @param accuracyTop5 of the batch, in percent
 * @param meanLoss over the batches of the epoch so far
 * @param meanAccuracyTop1 over the batches of the epoch so far, in percent
 * @param learningRate in use; 0 in evaluation
 * @param questionsPerSecond over the epoch so far
 * @param secondsLeft until the end of the epoch at this rate
 * @param runFraction share of the whole run that is done, 0 to 1
 */
public record BatchReport(
    Phase phase,
    int epoch,
    int batch,
    int batches,
    int size,
    double loss,
    double accuracyTop1,
    double accuracyTop5,
    double meanLoss,
    double meanAccuracyTop1,
    double learningRate,
    double questionsPerSecond,
    double secondsLeft,
    double runFraction) {}
