package io.murel.figure;

/** A rectangle in the units of a figure, y growing downwards. */
record Rect(double x, double y, double width, double height) {

  double right() {
    return x + width;
  }

  double bottom() {
    return y + height;
  }

  Point center() {
    return new Point(x + width / 2, y + height / 2);
  }

  boolean contains(Point p) {
    return p.x() >= x && p.x() <= right() && p.y() >= y && p.y() <= bottom();
  }

  /** The area two rectangles share. */
  double overlap(Rect other) {
    double w = Math.min(right(), other.right()) - Math.max(x, other.x);
    double h = Math.min(bottom(), other.bottom()) - Math.max(y, other.y);
    return w > 0 && h > 0 ? w * h : 0;
  }

  /** Larger by this much on every side; negative: smaller. */
  Rect grown(double by) {
    return new Rect(x - by, y - by, width + 2 * by, height + 2 * by);
  }

  /** About the same centre, with this fraction of the sides. */
  Rect scaled(double by) {
    return new Rect(x + width * (1 - by) / 2, y + height * (1 - by) / 2, width * by, height * by);
  }

  /** Moved so that it lies inside another one, if it fits. */
  Rect inside(Rect frame) {
    double left = Math.max(frame.x, Math.min(x, frame.right() - width));
    double top = Math.max(frame.y, Math.min(y, frame.bottom() - height));
    return new Rect(left, top, width, height);
  }
}
