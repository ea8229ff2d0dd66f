package io.murel.app.bench;

/**
 * Runs two workloads in turn: what disturbs the machine for a while disturbs both. The first runs
 * warm up caches, thread pools and the just-in-time compiler and are not counted.
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

  Measured measure(Workload baseline, Workload ours, Listener listener) {
    double[] baselineSeconds = new double[repeats];
    double[] seconds = new double[repeats];
    for (int i = -warmUps; i < repeats; i++) {
      double theirs = seconds(baseline);
      listener.finished("baseline", theirs);
      double mine = seconds(ours);
      listener.finished("ours", mine);
      if (i >= 0) {
        baselineSeconds[i] = theirs;
        seconds[i] = mine;
      }
    }
    return new Measured(baselineSeconds, seconds, baseline.questions(), ours.questions());
  }

  private static double seconds(Workload workload) {
    long start = System.nanoTime();
    workload.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
