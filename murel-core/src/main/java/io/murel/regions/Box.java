package io.murel.regions;

/**
 * A rectangle in an image, as fractions of the image's width and height.
 *
 * @param x1 left
 * @param y1 top
 * @param x2 right, at least {@code x1}
 * @param y2 bottom, at least {@code y1}
 */
public record Box(float x1, float y1, float x2, float y2) {

  public float width() {
    return x2 - x1;
  }

  public float height() {
    return y2 - y1;
  }

  public float area() {
    return width() * height();
  }
}
