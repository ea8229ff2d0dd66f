package io.murel.figure;

/** A quadratic Bezier curve. */
record Curve(Point from, Point control, Point to) {

  private static final int SAMPLES = 48;

  /** Of either end, so that something is left where rectangles overlap. */
  private static final double MOST_HIDDEN = 0.3;

  /** How far the apex lies beside the straight line, as a fraction of its length. */
  private static final double BEND = 0.16;

  private static final double LEAST_BEND = 10;

  /** Nearer points are drawn apart: an arrow needs some length. */
  private static final double SHORTEST = 26;

  /** From one point to another, bent to the left as seen in the direction of travel. */
  static Curve bent(Point from, Point to) {
    double length = to.minus(from).length();
    if (length < SHORTEST) {
      Point along =
          length < 1e-6 ? new Point(1, 0) : new Point(0, 0).plus(1 / length, to.minus(from));
      Point middle = from.towards(to, 0.5);
      return bent(middle.plus(-SHORTEST / 2, along), middle.plus(SHORTEST / 2, along), SHORTEST);
    }
    return bent(from, to, length);
  }

  private static Curve bent(Point from, Point to, double length) {
    Point way = to.minus(from);
    Point beside = new Point(way.y() / length, -way.x() / length);
    double apex = Math.max(LEAST_BEND, BEND * length);
    return new Curve(from, from.towards(to, 0.5).plus(2 * apex, beside), to);
  }

  Point at(double t) {
    return from.towards(control, t).towards(control.towards(to, t), t);
  }

  /** A point beside the curve, on the outer side of its bend. */
  Point beside(double t, double distance) {
    Point out = control.minus(from.towards(to, 0.5));
    double length = Math.max(out.length(), 1e-9);
    return at(t).plus(distance / length, out);
  }

  /** The direction of travel at the end, of length 1. */
  Point end() {
    Point way = to.minus(control);
    double length = Math.max(way.length(), 1e-9);
    return new Point(way.x() / length, way.y() / length);
  }

  /** The part from the border of one rectangle to that of the other. */
  Curve between(Rect start, Rect end) {
    double first = 0;
    double last = 1;
    for (int k = 0; k <= SAMPLES; k++) {
      double t = (double) k / SAMPLES;
      if (t <= MOST_HIDDEN && start.contains(at(t))) {
        first = t;
      }
      if (t <= MOST_HIDDEN && end.contains(at(1 - t))) {
        last = 1 - t;
      }
    }
    return part(first, last);
  }

  /** The part from t to u. */
  Curve part(double t, double u) {
    Point middle = from.towards(control, t).towards(control.towards(to, t), u);
    return new Curve(at(t), middle, at(u));
  }

  /** Shorter by this much at the end. */
  Curve shortened(double by) {
    double length = to.minus(from).length();
    return length <= by ? this : part(0, 1 - by / length);
  }
}
