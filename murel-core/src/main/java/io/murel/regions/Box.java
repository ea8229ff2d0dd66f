package io.murel.regions;

/** A rectangle in pixels: left, top, right and bottom edge, y growing downwards. */
public record Box(float x1, float y1, float x2, float y2) {

  public float width() {
    return x2 - x1;
  }

  public float height() {
    return y2 - y1;
  }

  /** Square pixels. */
  public float area() {
    return width() * height();
  }
}
