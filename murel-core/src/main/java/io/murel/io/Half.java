package io.murel.io;

/**
 * IEEE 754 half precision. {@code Float.float16ToFloat} exists only from Java 20 on and our floor
 * is 17.
 */
public final class Half {
  private Half() {}

  public static float toFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> 10) & 0x1F;
    int mantissa = half & 0x3FF;
    if (exponent == 0) { // zero and subnormals: mantissa * 2^-24 is exact in float
      float magnitude = mantissa * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int bits =
        exponent == 31 ? 0x7F800000 | mantissa << 13 : (exponent + 112) << 23 | mantissa << 13;
    return Float.intBitsToFloat(sign | bits);
  }

  /** Decodes many at once, without branches on zeros, which features after a ReLU are full of. */
  public static void toFloats(short[] halves, int count, float[] out) {
    for (int i = 0; i < count; i++) {
      int half = halves[i];
      // Shifted into place the exponent is 112 too small, subnormals included: scaling is exact.
      float magnitude = Float.intBitsToFloat((half & 0x7FFF) << 13) * 0x1p112f;
      int bits = Float.floatToRawIntBits(magnitude);
      if ((half & 0x7C00) == 0x7C00) {
        bits = 0x7F800000 | (half & 0x3FF) << 13;
      }
      out[i] = Float.intBitsToFloat(bits | (half & 0x8000) << 16);
    }
  }

  /** Rounds to nearest, ties to even; too large becomes infinite. */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7E00);
    }
    if (magnitude >= 65520f) {
      return (short) (sign | 0x7C00);
    }
    if (magnitude < 0x1p-14f) { // subnormal: the grid is 2^-24 and Math.rint ties to even
      return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
    }
    int magnitudeBits = bits & 0x7FFFFFFF;
    int rounded = magnitudeBits + 0xFFF + ((magnitudeBits >>> 13) & 1);
    return (short) (sign | (rounded - (112 << 23)) >>> 13);
  }
}
