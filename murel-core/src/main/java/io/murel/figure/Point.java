package io.murel.figure;

/** A place in the units of a figure, y growing downwards. */
record Point(double x, double y) {

  Point plus(double factor, Point other) {
    return new Point(x + factor * other.x, y + factor * other.y);
  }

  Point minus(Point other) {
    return plus(-1, other);
  }

  double length() {
    return Math.hypot(x, y);
  }

  /** A point on the way to another, 0 here, 1 there. */
  Point towards(Point other, double t) {
    return new Point(x + t * (other.x - x), y + t * (other.y - y));
  }
}
