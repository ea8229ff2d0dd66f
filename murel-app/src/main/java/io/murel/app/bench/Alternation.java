package io.murel.app.bench;

/**
 * Runs two workloads in turn: what disturbs the machine for a while disturbs both. The first runs
 * warm up caches, thread pools and the just-in-time compiler and are not counted. What takes a
 * fraction of a second is done several times in a row, and a run is the mean of these: a network
 * answers one question after the other, not in turn with another one whose weights take its place
 * in the caches.
 *
 * @param warmUps runs of each before the first that counts
 * @param repeats runs of each that count
 */
public record Alternation(int warmUps, int repeats) {

  /** Hears of every finished run. */
  @FunctionalInterface
  interface Listener {
    void finished(String what, double seconds);
  }

  /** Runs of each, with those that do not count. */
  int runs() {
    return warmUps + repeats;
  }

  /** Seconds that a turn should take, and how often it is done for that at most. */
  private static final double TURN = 0.4;

  private static final int MOST = 8;

  /** Turns of short things before the first that counts: the compiler wants to see them often. */
  private static final int WARM_TURNS = 6;

  Measured measure(Workload baseline, Workload ours, Listener listener) {
    int inARow = 1;
    for (int i = 0; i < warmUps; i++) {
      double theirs = seconds(baseline, 1);
      listener.finished("baseline", theirs);
      double mine = seconds(ours, 1);
      listener.finished("ours", mine);
      inARow = (int) Math.max(1, Math.min(MOST, TURN / Math.min(theirs, mine)));
    }
    for (int turn = 0; inARow > 1 && turn < WARM_TURNS; turn++) {
      seconds(baseline, inARow);
      seconds(ours, inARow);
    }
    double[] baselineSeconds = new double[repeats];
    double[] seconds = new double[repeats];
    for (int i = 0; i < repeats; i++) {
      baselineSeconds[i] = seconds(baseline, inARow);
      listener.finished("baseline", baselineSeconds[i]);
      seconds[i] = seconds(ours, inARow);
      listener.finished("ours", seconds[i]);
    }
    return new Measured(baselineSeconds, seconds, baseline.questions(), ours.questions());
  }

  private static double seconds(Workload workload, int inARow) {
    long start = System.nanoTime();
    for (int i = 0; i < inARow; i++) {
      workload.run();
    }
    return (System.nanoTime() - start) / 1e9 / inARow;
  }
}
