package io.murel.regions;

import io.murel.BadInputException;

/** What a region must be, whoever makes or reads it. */
public final class RegionChecks {
  private RegionChecks() {}

  /** Boxes computed in float may miss the border by rounding; more than this is an error. */
  private static final float ROUNDING = 1e-5f;

  /**
   * Fails on the first box that is not inside its image.
   *
   * @param where the store
   * @param image name of the image the boxes belong to
   * @param boxes x1, y1, x2, y2 of each region, {@code [regions, 4]}
   */
  public static void boxes(String where, String image, float[] boxes) {
    for (int i = 0; i < boxes.length; i += 4) {
      if (!inside(boxes[i], boxes[i + 2]) || !inside(boxes[i + 1], boxes[i + 3])) {
        throw BadInputException.at(where)
            .found(
                "box %d of image '%s' at (%s, %s) to (%s, %s)"
                    .formatted(i / 4, image, boxes[i], boxes[i + 1], boxes[i + 2], boxes[i + 3]))
            .expected(
                "x1, y1, x2, y2 as fractions of the image: from 0 to 1, x1 <= x2 and y1 <= y2")
            .remedy("Divide pixel boxes by width and height, clip them, and make the store again.");
      }
    }
  }

  private static boolean inside(float low, float high) {
    return low >= -ROUNDING && low <= high && high <= 1 + ROUNDING; // false for NaN
  }

  /** Fails on the first feature that is NaN or infinite. */
  public static void finite(String where, String image, float[] features, int dim) {
    finite(where, image, features, features.length, 0, dim);
  }

  /**
   * Fails on the first feature that is NaN or infinite; cheap enough for every read.
   *
   * @param features some features of the image, up to {@code length}
   * @param first number of the first of them within the image
   */
  public static void finite(
      String where, String image, float[] features, int length, long first, int dim) {
    int overflow = 0;
    for (int i = 0; i < length; i++) {
      // All exponent bits set means NaN or infinite: adding one to the exponent reaches the sign.
      overflow |= (Float.floatToRawIntBits(features[i]) & 0x7FFFFFFF) + 0x00800000;
    }
    if (overflow < 0) {
      int i = 0;
      while (Float.isFinite(features[i])) {
        i++;
      }
      throw BadInputException.at(where)
          .found(
              "%s in feature %d of region %d of image '%s'"
                  .formatted(features[i], (first + i) % dim, (first + i) / dim, image))
          .expected("finite features")
          .remedy("Extract the regions of this image again, or leave the image out.");
    }
  }
}
