package io.murel.app.view;

import java.util.Arrays;

/**
 * The points of one series, thinned to what a chart can show.
 *
 * @param x epochs, or steps
 * @param y values; NaN where there is none
 * @param each how many logged values one point is the mean of
 */
record Curve(double[] x, double[] y, int each) {

  private static final int MOST_POINTS = 1000;

  /** A curve through logged values; long ones become means of neighbours. */
  static Curve of(double[] x, double[] y) {
    int each = (y.length + MOST_POINTS - 1) / MOST_POINTS;
    if (each <= 1) {
      return new Curve(x, y, 1);
    }
    int points = (y.length + each - 1) / each;
    double[] thinX = new double[points];
    double[] thinY = new double[points];
    for (int i = 0; i < points; i++) {
      int from = i * each;
      int to = Math.min(from + each, y.length);
      thinX[i] = x[to - 1];
      thinY[i] = Arrays.stream(y, from, to).filter(Double::isFinite).average().orElse(Double.NaN);
    }
    return new Curve(thinX, thinY, each);
  }
}
