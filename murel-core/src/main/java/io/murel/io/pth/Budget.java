package io.murel.io.pth;

/**
 * Memory a file may make us allocate; what it declares is taken from here before it is believed.
 */
final class Budget {

  private long left;

  Budget(long bytes) {
    left = bytes;
  }

  /** Whether that much was left; it is used up then. */
  boolean take(long bytes) {
    if (bytes < 0 || bytes > left) {
      return false;
    }
    left -= bytes;
    return true;
  }
}
