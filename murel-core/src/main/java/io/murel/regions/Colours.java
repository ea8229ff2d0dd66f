package io.murel.regions;

/** Comparing colours, given as three channels from 0 to 1. */
final class Colours {
  private Colours() {}

  /** Colours nearer to each other than this are taken for the same, lit a little differently. */
  static final float SAME = 0.12f;

  /** More candidates than this are thinned out, as the vote is quadratic. */
  private static final int MOST_VOTERS = 120;

  /** The largest difference of a channel between pixel {@code i} and a colour. */
  static float distance(float[][] channels, int i, float red, float green, float blue) {
    return Math.max(
        Math.abs(channels[0][i] - red),
        Math.max(Math.abs(channels[1][i] - green), Math.abs(channels[2][i] - blue)));
  }

  /** {@link #distance} of two pixels. */
  static float distance(float[][] channels, int i, int j) {
    return distance(channels, i, channels[0][j], channels[1][j], channels[2][j]);
  }

  /**
   * The pixel with the most others of its colour; of equals the first.
   *
   * @param channels {@code [3, pixels]}
   * @param among indices of the pixels that vote
   */
  static int mostCommon(float[][] channels, int[] among) {
    int step = (among.length + MOST_VOTERS - 1) / MOST_VOTERS;
    int best = among[0];
    float most = -1;
    for (int a = 0; a < among.length; a += step) {
      float votes = 0;
      for (int b = 0; b < among.length; b += step) {
        votes += Math.max(0, SAME - distance(channels, among[b], among[a]));
      }
      if (votes > most) {
        most = votes;
        best = among[a];
      }
    }
    return best;
  }
}
