package io.murel.app.report;

/** Half widths of 95 % intervals, in percentage points. */
final class Margin {
  private Margin() {}

  private static final double Z = 1.959964;

  /**
   * Of the share of right answers among n: half of Wilson's score interval, which unlike the normal
   * approximation does not shrink to nothing at 0 and 100 %.
   */
  static double ofShare(int right, int n) {
    double p = (double) right / n;
    double variance = p * (1 - p) / n + Z * Z / (4.0 * n * n);
    return 100 * Z / (1 + Z * Z / n) * Math.sqrt(variance);
  }

  /**
   * Of the difference between two shares over the same n questions. Only the questions that one of
   * the two answers rightly and the other wrongly count (a paired comparison), so that this is
   * narrower than the margins of the two shares suggest.
   */
  static double ofDifference(int onlyFirst, int onlySecond, int n) {
    double difference = (double) (onlyFirst - onlySecond) / n;
    double variance = ((double) (onlyFirst + onlySecond) / n - difference * difference) / n;
    return 100 * Z * Math.sqrt(Math.max(0, variance));
  }
}
