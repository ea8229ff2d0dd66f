package io.murel.regions.convert;

import io.murel.BadInputException;

/** Boxes in pixels, turned into fractions of their image. */
final class PixelBoxes {
  private PixelBoxes() {}

  /** Detectors leave the image by a rounding error; more is a mistake, and refused later. */
  private static final float OVERSHOOT = 1;

  /**
   * Divides by width and height.
   *
   * @param where the file, for messages
   * @param pixels x1, y1, x2, y2 of each region; changed in place
   * @return {@code pixels}
   * @throws BadInputException if width or height make no sense
   */
  static float[] normalize(
      String where, String image, float[] pixels, double width, double height) {
    if (!(width > 0 && height > 0) || Double.isInfinite(width) || Double.isInfinite(height)) {
      throw BadInputException.at(where)
          .found("width %s and height %s of image '%s'".formatted(width, height, image))
          .expected("the size of the image in pixels")
          .remedy("Boxes cannot be made fractions of the image without it.");
    }
    for (int i = 0; i < pixels.length; i += 2) {
      pixels[i] = fraction(pixels[i], (float) width);
      pixels[i + 1] = fraction(pixels[i + 1], (float) height);
    }
    return pixels;
  }

  private static float fraction(float pixel, float size) {
    boolean near = pixel >= -OVERSHOOT && pixel <= size + OVERSHOOT;
    return (near ? Math.max(0, Math.min(size, pixel)) : pixel) / size;
  }
}
