package io.murel.train;

/** How much of a run is done: of its epochs or of its time, whichever ends it first. */
final class RunClock {

  private final EngineOptions options;
  private double trainSeconds;
  private long resumedAt;
  private boolean running;

  RunClock(EngineOptions options) {
    this.options = options;
  }

  /** Sets the time spent so far, by an earlier process. */
  void set(double seconds) {
    trainSeconds = seconds;
  }

  /** Training goes on. */
  void resume() {
    resumedAt = System.nanoTime();
    running = true;
  }

  /** Something else than training follows. */
  void pause() {
    trainSeconds = trainSeconds();
    running = false;
  }

  /** Time spent in training epochs. */
  double trainSeconds() {
    return trainSeconds + (running ? (System.nanoTime() - resumedAt) / 1e9 : 0);
  }

  /** Until the time is up; infinite where there is no limit. */
  double secondsLeft() {
    return options.maxSeconds() > 0
        ? Math.max(0, options.maxSeconds() - trainSeconds())
        : Double.POSITIVE_INFINITY;
  }

  /**
   * Share of the run that is done.
   *
   * @param epoch from 0
   * @param ofEpoch share of that epoch that is done
   */
  double fraction(int epoch, double ofEpoch) {
    double ofEpochs = (epoch + ofEpoch) / options.epochs();
    double ofTime = options.maxSeconds() > 0 ? trainSeconds() / options.maxSeconds() : 0;
    return Math.max(0, Math.min(1, Math.max(ofEpochs, ofTime)));
  }
}
