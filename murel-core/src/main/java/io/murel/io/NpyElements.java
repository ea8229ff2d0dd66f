package io.murel.io;

import io.murel.BadInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Elements as npy stores them, turned into the row-major little-endian form of NdArray. */
final class NpyElements {
  private NpyElements() {}

  /** Reverses big-endian elements and widens unsigned ones; keeps their sequence. */
  static ByteBuffer littleEndian(NpyHeader header, byte[] stored, String where) {
    int size = header.itemSize();
    if (header.bigEndian() && size > 1) {
      for (int start = 0; start < stored.length; start += size) {
        for (int low = start, high = start + size - 1; low < high; low++, high--) {
          byte swapped = stored[low];
          stored[low] = stored[high];
          stored[high] = swapped;
        }
      }
    }
    ByteBuffer data = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    return header.kind() == 'u' && size > 1 ? widened(size, data, where) : data;
  }

  private static ByteBuffer widened(int size, ByteBuffer data, String where) {
    int count = data.capacity() / size;
    ByteBuffer out =
        ByteBuffer.allocate(Math.multiplyExact(count, size == 2 ? 4 : 8))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      switch (size) {
        case 2 -> out.putInt(Short.toUnsignedInt(data.getShort()));
        case 4 -> out.putLong(Integer.toUnsignedLong(data.getInt()));
        default -> {
          long value = data.getLong();
          if (value < 0) {
            throw BadInputException.at(where)
                .found(Long.toUnsignedString(value))
                .expected("whole numbers below 2^63")
                .remedy("Save the array with another type, for instance astype('int64').");
          }
          out.putLong(value);
        }
      }
    }
    return out.flip();
  }

  /** From Fortran order (first index fastest) to row-major. */
  static ByteBuffer rowMajor(NpyHeader header, ByteBuffer data) {
    long[] shape = header.shape();
    int size = header.dtype().bytes();
    ByteBuffer out = ByteBuffer.allocate(data.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    long[] index = new long[shape.length];
    int count = Math.toIntExact(header.numel());
    for (int i = 0; i < count; i++) {
      long source = 0;
      for (int d = shape.length - 1; d >= 0; d--) {
        source = source * shape[d] + index[d];
      }
      out.put(i * size, data, (int) source * size, size);
      for (int d = shape.length - 1; d >= 0 && ++index[d] == shape[d]; d--) {
        index[d] = 0;
      }
    }
    return out;
  }
}
