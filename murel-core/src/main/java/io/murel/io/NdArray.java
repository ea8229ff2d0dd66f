package io.murel.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An array as it lies in a file: type, shape and its elements, row-major and little-endian. It
 * knows nothing of libtorch, so that files can be read and written without it.
 *
 * @param dtype element type
 * @param shape extents, outermost first; empty for a scalar
 * @param data exactly {@code numel * dtype.bytes()} bytes from position 0, little-endian
 */
public record NdArray(DType dtype, long[] shape, ByteBuffer data) {

  public NdArray {
    long numel = numel(shape);
    if (data.remaining() != numel * dtype.bytes()) {
      throw new IllegalArgumentException(
          "%d bytes do not make %s of shape %s"
              .formatted(data.remaining(), dtype, Arrays.toString(shape)));
    }
    data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A F32 array of the given values. */
  public static NdArray of(float[] values, long... shape) {
    ByteBuffer data = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return new NdArray(DType.F32, shape, data);
  }

  /** An I64 array of the given values. */
  public static NdArray of(long[] values, long... shape) {
    ByteBuffer data = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    data.asLongBuffer().put(values);
    return new NdArray(DType.I64, shape, data);
  }

  /** Number of elements. */
  public long numel() {
    return numel(shape);
  }

  /** The elements as floats, converted from any type. */
  public float[] floats() {
    float[] out = new float[Math.toIntExact(numel())];
    if (dtype == DType.F32) {
      bytes().asFloatBuffer().get(out);
    } else {
      for (int i = 0; i < out.length; i++) {
        out[i] = (float) at(i);
      }
    }
    return out;
  }

  /** The same numbers rounded to F16; arrays of whole numbers as they are. */
  public NdArray half() {
    if (dtype != DType.F32 && dtype != DType.F64) {
      return this;
    }
    float[] values = floats();
    ByteBuffer out = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      out.putShort(Half.fromFloat(value));
    }
    return new NdArray(DType.F16, shape, out.flip());
  }

  /** The elements as doubles, converted from any type. */
  public double[] doubles() {
    double[] out = new double[Math.toIntExact(numel())];
    for (int i = 0; i < out.length; i++) {
      out[i] = at(i);
    }
    return out;
  }

  /** The elements as longs; fractions are cut off. */
  public long[] longs() {
    long[] out = new long[Math.toIntExact(numel())];
    if (dtype == DType.I64) {
      bytes().asLongBuffer().get(out);
    } else {
      for (int i = 0; i < out.length; i++) {
        out[i] = (long) at(i);
      }
    }
    return out;
  }

  /** A fresh view of the bytes, so that readers do not move each other's position. */
  public ByteBuffer bytes() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  private double at(int i) {
    return switch (dtype) {
      case F16 -> Half.toFloat(data.getShort(2 * i));
      case F32 -> data.getFloat(4 * i);
      case F64 -> data.getDouble(8 * i);
      case I8 -> data.get(i);
      case U8, BOOL -> data.get(i) & 0xFF;
      case I16 -> data.getShort(2 * i);
      case I32 -> data.getInt(4 * i);
      case I64 -> data.getLong(8 * i);
    };
  }

  /**
   * The product of the extents.
   *
   * @throws IllegalArgumentException if one is negative
   * @throws ArithmeticException if the product is above 2^63
   */
  public static long numel(long... shape) {
    long n = 1;
    for (long extent : shape) {
      if (extent < 0) {
        throw new IllegalArgumentException("an array of shape " + Arrays.toString(shape));
      }
      n = Math.multiplyExact(n, extent);
    }
    return n;
  }
}
