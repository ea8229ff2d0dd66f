package io.murel.io.pth;

import io.murel.io.NdArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The bytes one or several tensors of a file look into.
 *
 * @param type element type
 * @param numel number of elements
 * @param data {@code numel} elements, little-endian; null while only the structure of a file is
 *     explored
 */
record Storage(StorageType type, long numel, ByteBuffer data) {

  /** As in PyTorch. */
  static final int MAX_DIMS = 64;

  Storage {
    data = data == null ? null : data.order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The tensor with the given geometry (in elements): a view where it is dense, a dense copy where
   * it is not.
   *
   * @param copies limits the copies: through strides of 0 a few bytes can describe any size
   * @throws MalformedException if it does not lie within the storage
   */
  NdArray view(long offset, long[] shape, long[] strides, Budget copies) {
    int width = type.dtype().bytes();
    try {
      if (!within(offset, shape, strides)) {
        throw outside(offset, shape, strides);
      }
      long bytes = Math.multiplyExact(NdArray.numel(shape), width);
      if (bytes == 0 || dense(shape, strides)) {
        int start = bytes == 0 ? 0 : Math.toIntExact(offset * width);
        return new NdArray(type.dtype(), shape, data.slice(start, Math.toIntExact(bytes)));
      }
      if (!copies.take(bytes)) {
        throw outside(offset, shape, strides);
      }
      ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
      copy(offset, shape, strides, out);
      return new NdArray(type.dtype(), shape, out);
    } catch (ArithmeticException e) { // extents beyond any storage
      throw outside(offset, shape, strides);
    }
  }

  private boolean within(long offset, long[] shape, long[] strides) {
    if (offset < 0 || shape.length != strides.length) {
      return false;
    }
    long last = offset;
    for (int d = 0; d < shape.length; d++) {
      if (shape[d] < 0 || strides[d] < 0) {
        return false;
      }
      last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[d] - 1), strides[d]));
    }
    return NdArray.numel(shape) == 0 || last < numel;
  }

  private MalformedException outside(long offset, long[] shape, long[] strides) {
    return new MalformedException(
        "a tensor of shape %s, strides %s, offset %d in a storage of %d elements"
            .formatted(Arrays.toString(shape), Arrays.toString(strides), offset, numel));
  }

  private static boolean dense(long[] shape, long[] strides) {
    long expected = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      if (shape[d] != 1 && strides[d] != expected) {
        return false;
      }
      expected *= shape[d];
    }
    return true;
  }

  /** Walks the elements in row-major order until the output is full. */
  private void copy(long offset, long[] shape, long[] strides, ByteBuffer out) {
    long[] index = new long[shape.length];
    long from = offset;
    while (out.hasRemaining()) {
      copyElement((int) (from * type.dtype().bytes()), out);
      for (int d = shape.length - 1; d >= 0; d--) {
        from += strides[d];
        if (++index[d] < shape[d]) {
          break;
        }
        from -= strides[d] * shape[d];
        index[d] = 0;
      }
    }
    out.flip();
  }

  private void copyElement(int at, ByteBuffer out) {
    switch (type.dtype().bytes()) {
      case 1 -> out.put(data.get(at));
      case 2 -> out.putShort(data.getShort(at));
      case 4 -> out.putInt(data.getInt(at));
      default -> out.putLong(data.getLong(at));
    }
  }
}
