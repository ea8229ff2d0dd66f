package io.murel.regions;

/**
 * The background of a picture: a colour that changes evenly across it, fitted to the border. What
 * reaches the border is left out as long as most of the border is background.
 */
final class BackgroundPlane {

  private static final int ROUNDS = 4;

  private final int width;
  private final int height;
  private final float[][] channels;

  /** For each channel the value in the middle, its rise to the right and its rise to the bottom. */
  private final double[][] plane = new double[3][3];

  private final float noise;

  /**
   * @param channels {@code [3, height * width]}
   */
  BackgroundPlane(float[][] channels, int width, int height) {
    this.channels = channels;
    this.width = width;
    this.height = height;
    int[] border = border();
    int centre = Colours.mostCommon(channels, border);
    for (int c = 0; c < 3; c++) {
      plane[c][0] = channels[c][centre];
    }
    for (int round = 0; round < ROUNDS; round++) {
      fit(border);
    }
    float sum = 0;
    int members = 0;
    for (int i : border) {
      float distance = distance(i);
      if (distance < Colours.SAME) {
        sum += distance;
        members++;
      }
    }
    noise = members == 0 ? 0 : sum / members;
  }

  /** The largest difference of a channel between a pixel and the background there. */
  float distance(int pixel) {
    double x = across(pixel);
    double y = down(pixel);
    double largest = 0;
    for (int c = 0; c < 3; c++) {
      double value = plane[c][0] + plane[c][1] * x + plane[c][2] * y;
      largest = Math.max(largest, Math.abs(channels[c][pixel] - value));
    }
    return (float) largest;
  }

  /** Mean {@link #distance} of the background's own pixels. */
  float noise() {
    return noise;
  }

  /** Least squares over the border pixels that look like the background so far. */
  private void fit(int[] border) {
    double[] moments = new double[6]; // 1, x, y, xx, xy, yy
    double[][] values = new double[3][3]; // value, value x, value y of each channel
    for (int i : border) {
      if (distance(i) >= Colours.SAME) {
        continue;
      }
      double x = across(i);
      double y = down(i);
      double[] terms = {1, x, y, x * x, x * y, y * y};
      for (int t = 0; t < 6; t++) {
        moments[t] += terms[t];
      }
      for (int c = 0; c < 3; c++) {
        for (int t = 0; t < 3; t++) {
          values[c][t] += terms[t] * channels[c][i];
        }
      }
    }
    if (moments[0] == 0) {
      return;
    }
    double ridge = 0.01 * moments[0]; // a border seen on one side only must not tilt the plane
    for (int c = 0; c < 3; c++) {
      solve(moments, ridge, values[c], plane[c]);
    }
  }

  /** Solves the normal equations of one channel after taking out the mean. */
  private static void solve(double[] moments, double ridge, double[] value, double[] out) {
    double n = moments[0];
    double meanX = moments[1] / n;
    double meanY = moments[2] / n;
    double mean = value[0] / n;
    double xx = moments[3] - n * meanX * meanX + ridge;
    double xy = moments[4] - n * meanX * meanY;
    double yy = moments[5] - n * meanY * meanY + ridge;
    double x = value[1] - n * meanX * mean;
    double y = value[2] - n * meanY * mean;
    double determinant = xx * yy - xy * xy;
    out[1] = (x * yy - y * xy) / determinant;
    out[2] = (y * xx - x * xy) / determinant;
    out[0] = mean - out[1] * meanX - out[2] * meanY;
  }

  private double across(int pixel) {
    return 2.0 * (pixel % width + 0.5) / width - 1;
  }

  private double down(int pixel) {
    return 2.0 * (pixel / width + 0.5) / height - 1;
  }

  private int[] border() {
    int[] out = new int[2 * (width + height)];
    int n = 0;
    for (int x = 0; x < width; x++) {
      out[n++] = x;
      out[n++] = (height - 1) * width + x;
    }
    for (int y = 0; y < height; y++) {
      out[n++] = y * width;
      out[n++] = y * width + width - 1;
    }
    return out;
  }
}
