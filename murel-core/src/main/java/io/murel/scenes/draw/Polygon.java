package io.murel.scenes.draw;

/** The signed distance to a polygon with rounded corners. */
final class Polygon implements Outline {

  private final double[] x;
  private final double[] y;
  private final double rounding;

  // The edge that ends in each corner: the way back along it, and 1 over its squared length.
  private final double[] edgeX;
  private final double[] edgeY;
  private final double[] scale;

  private Polygon(double[] x, double[] y, double rounding) {
    this.x = x;
    this.y = y;
    this.rounding = rounding;
    this.edgeX = new double[x.length];
    this.edgeY = new double[x.length];
    this.scale = new double[x.length];
    for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
      edgeX[i] = x[j] - x[i];
      edgeY[i] = y[j] - y[i];
      scale[i] = 1 / (edgeX[i] * edgeX[i] + edgeY[i] * edgeY[i]);
    }
  }

  /** A regular polygon whose first corner lies in direction {@code degrees}. */
  static Polygon regular(int corners, double radius, double degrees, double rounding) {
    return round(corners, degrees, rounding, radius, radius);
  }

  /** A star standing on two of its points. */
  static Polygon star(int points, double outer, double inner, double rounding) {
    return round(2 * points, -90, rounding, outer, inner);
  }

  /** Corners at equal angles, at two distances from the centre in turn. */
  private static Polygon round(
      int corners, double degrees, double rounding, double even, double odd) {
    double[] x = new double[corners];
    double[] y = new double[corners];
    for (int i = 0; i < corners; i++) {
      double angle = StrictMath.toRadians(degrees + 360.0 * i / corners);
      double radius = i % 2 == 0 ? even : odd;
      x[i] = radius * StrictMath.cos(angle);
      y[i] = radius * StrictMath.sin(angle);
    }
    return new Polygon(x, y, rounding);
  }

  /** Two bars: half their length {@code l} and half their width {@code w}. */
  static Polygon cross(double l, double w, double rounding) {
    double[] x = {w, w, l, l, w, w, -w, -w, -l, -l, -w, -w};
    double[] y = {l, w, w, -w, -w, -l, -l, -w, -w, w, w, l};
    return new Polygon(x, y, rounding);
  }

  /** Distance to the nearest edge; negative where a ray crosses an odd number of edges. */
  @Override
  public double distance(double px, double py) {
    double nearest = Double.MAX_VALUE;
    boolean inside = false;
    for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
      double wx = px - x[i];
      double wy = py - y[i];
      double along = (wx * edgeX[i] + wy * edgeY[i]) * scale[i];
      along = along < 0 ? 0 : along > 1 ? 1 : along;
      double dx = wx - along * edgeX[i];
      double dy = wy - along * edgeY[i];
      double square = dx * dx + dy * dy;
      nearest = square < nearest ? square : nearest;
      if ((y[i] > py) != (y[j] > py) && wx < edgeX[i] * wy / edgeY[i]) {
        inside = !inside;
      }
    }
    double distance = Math.sqrt(nearest);
    return (inside ? -distance : distance) - rounding;
  }
}
