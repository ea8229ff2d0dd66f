package io.murel.app.download.transfer;

import java.time.Duration;

/**
 * How long to wait for a server.
 *
 * @param silence without a byte for so long, a connection counts as broken
 * @param attempts how often a place is tried without getting further
 * @param firstPause before the second attempt; it doubles each time
 * @param longestPause no pause is longer; a server that asks for more is given up
 */
public record Patience(Duration silence, int attempts, Duration firstPause, Duration longestPause) {

  /** For servers far away. */
  public static Patience usual() {
    return new Patience(Duration.ofSeconds(30), 6, Duration.ofSeconds(1), Duration.ofMinutes(2));
  }

  /** What to wait before an attempt, counted from 1 for the second. */
  Duration pause(int failed, Duration asked) {
    Duration growing = firstPause.multipliedBy(1L << Math.min(failed - 1, 20));
    Duration bounded = growing.compareTo(longestPause) < 0 ? growing : longestPause;
    return asked.compareTo(bounded) > 0 ? asked : bounded;
  }
}
