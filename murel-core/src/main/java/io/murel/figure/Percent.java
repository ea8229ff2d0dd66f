package io.murel.figure;

/** Shares as people read them. */
final class Percent {
  private Percent() {}

  /** Keeps a number and its unit on one line. */
  private static final String UNIT = "\u00a0%";

  static String of(double share) {
    double percent = 100 * share;
    return (percent > 0 && percent < 1 ? "<1" : String.valueOf(Math.round(percent))) + UNIT;
  }
}
