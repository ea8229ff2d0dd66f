package io.murel.figure;

/**
 * A colour.
 *
 * @param rgb 0xRRGGBB
 * @param opacity 0 to 1
 */
record Ink(int rgb, double opacity) {

  /** Titles and answers. */
  static final Ink TEXT = new Ink(0x0f172a, 1);

  /** What explains. */
  static final Ink SOFT = new Ink(0x64748b, 1);

  /** Tracks of bars, frames. */
  static final Ink FAINT = new Ink(0xe2e8f0, 1);

  static final Ink WHITE = new Ink(0xffffff, 1);

  /** Regions. */
  static final Ink REGION = new Ink(0xe11d48, 1);

  /** Links and the scores of answers. */
  static final Ink LINK = new Ink(0x1e3a8a, 1);

  Ink faded(double by) {
    return new Ink(rgb, opacity * Math.max(0, Math.min(1, by)));
  }
}
