package io.murel.regions;

import io.murel.BadInputException;
import io.murel.io.DType;
import io.murel.io.Half;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What an image must be to come into a store, and how its features are written there. */
final class FeatureEncoder {

  private final String where;
  private final DType dtype;

  /**
   * @param where the store, for messages
   * @param dtype F16 or F32
   */
  FeatureEncoder(String where, DType dtype) {
    if (dtype != DType.F16 && dtype != DType.F32) {
      throw new IllegalArgumentException("features are stored as F16 or F32, not " + dtype);
    }
    this.where = where;
    this.dtype = dtype;
  }

  /**
   * The bytes of an image's features.
   *
   * @param dim features per region of the store
   * @throws BadInputException if the features are of another width or not finite (in F16: above
   *     65504), or a box is outside the image
   */
  byte[] encode(String imageName, Regions image, int dim) {
    if (image.dim() != dim) {
      throw BadInputException.at(where)
          .found("%d features per region in image '%s'".formatted(image.dim(), imageName))
          .expected(dim + ", as in the images before")
          .remedy("Extract all images with the same extractor.");
    }
    RegionChecks.boxes(where, imageName, image.normBoxes());
    RegionChecks.finite(where, imageName, image.features(), dim);
    float[] values = image.features();
    ByteBuffer out =
        ByteBuffer.allocate(Math.multiplyExact(values.length, dtype.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    if (dtype == DType.F32) {
      out.asFloatBuffer().put(values);
    } else {
      for (float value : values) {
        out.putShort(half(imageName, value));
      }
    }
    return out.array();
  }

  private short half(String imageName, float value) {
    short half = Half.fromFloat(value);
    if ((half & 0x7C00) == 0x7C00) {
      throw BadInputException.at(where)
          .found("feature %s in image '%s'".formatted(value, imageName))
          .expected("at most 65504, the largest number in F16")
          .remedy("Store these features as F32.");
    }
    return half;
  }
}
