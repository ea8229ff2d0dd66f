package io.murel.train;

/** Watches a run: progress bars, learning curves. Called on the training thread. */
public interface TrainListener {

  /**
   * An epoch begins.
   *
   * @param batches how many it has
   */
  default void onEpochBegin(Phase phase, int epoch, BatchSource source, int batches) {}

  default void onBatch(BatchReport report) {}

  /** An epoch is over and logs.json is up to date. */
  default void onEpochEnd(EpochReport report) {}

  /** A checkpoint was written. */
  default void onCheckpoint(String name, int epoch) {}

  /** Something is odd, the run goes on: a loss that is not a number. */
  default void onWarning(String message) {}
}
