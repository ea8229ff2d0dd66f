package io.murel.app.report;

import java.util.List;

/**
 * One learning curve.
 *
 * @param network "MuRel" or "attention"
 * @param metric "loss" or "accuracy" (in percent)
 * @param split "train" or "val"
 * @param points in the order of time
 */
public record Curve(String network, String metric, String split, List<Point> points) {

  public Curve {
    points = List.copyOf(points);
  }

  /**
   * One measurement.
   *
   * @param epoch epochs behind it, fractions allowed
   * @param seconds training time behind it
   * @param value NaN where it could not be measured
   */
  public record Point(double epoch, double seconds, double value) {}
}
