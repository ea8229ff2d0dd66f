package io.murel.app.bench;

import java.util.Arrays;

/**
 * Seconds of every run of the baseline and of ours, run {@code i} of one right after run {@code i}
 * of the other.
 *
 * @param baselineQuestions questions that one run of the baseline handles
 * @param questions questions that one run of ours handles
 */
record Measured(double[] baselineSeconds, double[] seconds, int baselineQuestions, int questions) {

  /** Median seconds of a run of ours. */
  double medianSeconds() {
    return median(seconds);
  }

  /** Median seconds of a run of the baseline. */
  double medianBaselineSeconds() {
    return median(baselineSeconds);
  }

  /** How many times faster ours is for a question, pair by pair. */
  double[] ratios() {
    double[] out = new double[seconds.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (baselineSeconds[i] / baselineQuestions) / (seconds[i] / questions);
    }
    return out;
  }

  /** Median of {@link #ratios}. */
  double ratio() {
    return median(ratios());
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
