package io.murel.figure;

/** What a figure is drawn on: pixels or SVG. */
interface Canvas {

  /** Where a text stands at its x. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /**
   * How a text looks.
   *
   * @param size height of an em
   */
  record Style(double size, boolean bold) {}

  /** Begins a part of the figure, for instance "step" or "region 3". */
  void begin(String kind, String title);

  /** Ends it. */
  void end();

  void fill(Rect rect, double radius, Ink ink);

  void frame(Rect rect, double radius, double width, Ink ink);

  /**
   * The picture, or what of it lies in one of its parts.
   *
   * @param whole where the whole picture would lie
   * @param part what is drawn
   */
  void picture(Rect whole, Rect part, double opacity);

  void curve(Curve curve, double width, Ink ink);

  void triangle(Point a, Point b, Point c, Ink ink);

  /**
   * One line of text.
   *
   * @param y of the baseline
   */
  void text(String text, double x, double y, Anchor anchor, Style style, Ink ink);

  /** The length of a line of text; may be an estimate. */
  double width(String text, Style style);
}
