package io.murel.app.download.transfer;

import java.time.Duration;

/**
 * An attempt failed in a way that the next one may not: the connection broke, the server is busy.
 */
final class Setback extends Exception {
  private static final long serialVersionUID = 1;

  private final Duration retryAfter;

  /**
   * @param reason in words, without the place
   */
  Setback(String reason) {
    this(reason, Duration.ZERO);
  }

  /**
   * @param retryAfter how long the server asks to wait
   */
  Setback(String reason, Duration retryAfter) {
    super(reason);
    this.retryAfter = retryAfter;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
