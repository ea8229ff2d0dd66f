package io.murel.regions;

/**
 * A box brought to a fixed size together with a margin around it, in which the background shows.
 * Width and height are scaled apart: a flat ellipse becomes a circle, the box's own proportions are
 * described elsewhere.
 *
 * @param channels red, green, blue from 0 to 1, {@code [3, SIDE * SIDE]}, row by row
 */
record Patch(float[][] channels) {

  /** Pixels along a side of the patch, margin included. */
  static final int SIDE = 32;

  /** Pixels of margin on each side. */
  static final int MARGIN = 4;

  /** Pixels along a side of the box itself. */
  static final int INNER = SIDE - 2 * MARGIN;

  /** At most this many samples along a side are averaged to one pixel: bounds the time. */
  private static final int MOST_SAMPLES = 4;

  /**
   * Samples a rectangle of an image. Outside the image its border goes on.
   *
   * @param x1 left, in pixels of the image
   * @param y1 top
   * @param x2 right, at least a pixel away
   * @param y2 bottom, at least a pixel away
   */
  static Patch of(Pixels image, double x1, double y1, double x2, double y2) {
    double stepX = (x2 - x1) / INNER;
    double stepY = (y2 - y1) / INNER;
    double left = x1 - MARGIN * stepX;
    double top = y1 - MARGIN * stepY;
    float[][] channels = new float[3][SIDE * SIDE];
    int across = samples(stepX);
    int down = samples(stepY);
    float scale = 1f / (255 * across * down);
    float[] sum = new float[3];
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        sum[0] = sum[1] = sum[2] = 0;
        for (int j = 0; j < down; j++) {
          double y = top + stepY * (row + (j + 0.5) / down);
          for (int i = 0; i < across; i++) {
            double x = left + stepX * (column + (i + 0.5) / across);
            if (across * down > 1) {
              add(image.at((int) Math.floor(x), (int) Math.floor(y)), 1, sum);
            } else {
              addBilinear(image, x, y, sum);
            }
          }
        }
        for (int c = 0; c < 3; c++) {
          channels[c][row * SIDE + column] = sum[c] * scale;
        }
      }
    }
    return new Patch(channels);
  }

  private static int samples(double step) {
    return (int) Math.min(MOST_SAMPLES, Math.max(1, Math.ceil(step)));
  }

  private static void addBilinear(Pixels image, double x, double y, float[] sum) {
    int column = (int) Math.floor(x - 0.5);
    int row = (int) Math.floor(y - 0.5);
    float right = (float) (x - 0.5 - column);
    float below = (float) (y - 0.5 - row);
    add(image.at(column, row), (1 - right) * (1 - below), sum);
    add(image.at(column + 1, row), right * (1 - below), sum);
    add(image.at(column, row + 1), (1 - right) * below, sum);
    add(image.at(column + 1, row + 1), right * below, sum);
  }

  private static void add(int rgb, float weight, float[] sum) {
    sum[0] += weight * (rgb >>> 16 & 0xFF);
    sum[1] += weight * (rgb >>> 8 & 0xFF);
    sum[2] += weight * (rgb & 0xFF);
  }

  /** Brightness from 0 to 1, {@code [SIDE * SIDE]}. */
  float[] luma() {
    float[] out = new float[SIDE * SIDE];
    for (int i = 0; i < out.length; i++) {
      out[i] = 0.299f * channels[0][i] + 0.587f * channels[1][i] + 0.114f * channels[2][i];
    }
    return out;
  }

  /** Index of a pixel of the box itself. */
  static int inner(int row, int column) {
    return (row + MARGIN) * SIDE + column + MARGIN;
  }
}
