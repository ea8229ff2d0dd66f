package io.murel.regions.convert;

import io.murel.BadInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** Float32 arrays as base64, as many projects keep them in text. */
final class Base64Floats {
  private Base64Floats() {}

  /**
   * The numbers.
   *
   * @param text base64 of little-endian float32, from its position to its limit
   * @param what the field and image, for messages
   * @throws BadInputException if it is no base64, or not of whole numbers
   */
  static float[] decode(ByteBuffer text, String where, String what) {
    ByteBuffer bytes;
    try {
      bytes = Base64.getDecoder().decode(text).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IllegalArgumentException e) {
      throw broken(where, what + " that are no base64 (" + e.getMessage() + ")", e);
    }
    if (bytes.remaining() % Float.BYTES != 0) {
      throw broken(where, "%s of %d bytes".formatted(what, bytes.remaining()), null);
    }
    float[] out = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(out);
    return out;
  }

  private static BadInputException broken(String where, String found, Exception cause) {
    return BadInputException.at(where)
        .found(found)
        .expected("base64 of 32-bit floating-point numbers")
        .remedy("The file is cut off or damaged here; copy or download it again.", cause);
  }
}
