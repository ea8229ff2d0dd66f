package io.murel.io.pth;

import io.murel.io.NdArray;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A numpy array between the two halves of its pickle: an empty one is made first and given its
 * content afterwards. Pickles only refer to it once it is whole; one that is left over is no plain
 * data.
 */
final class NumpyArray {

  /** The whole array from its state: (version, shape, dtype, Fortran order, bytes). */
  NdArray built(Object state, Budget copies) {
    if (state instanceof Tuple tuple
        && tuple.size() == 5
        && tuple.get(1) instanceof Tuple shape
        && tuple.get(2) instanceof NumpyType type
        && tuple.get(3) instanceof Boolean fortran
        && tuple.get(4) instanceof byte[] bytes) {
      return of(bytes, type, shape, fortran, copies);
    }
    throw new MalformedException("a numpy array whose content is no plain numbers");
  }

  /**
   * An array in row-major order.
   *
   * @param fortran whether the first index varies fastest in {@code bytes}
   * @throws MalformedException if the bytes are too few or too many for the shape
   */
  static NdArray of(byte[] bytes, NumpyType type, List<?> extents, boolean fortran, Budget copies) {
    StorageType elements = type.elements();
    int width = elements.dtype().bytes();
    long[] shape = shape(extents);
    long numel;
    try {
      numel = NdArray.numel(shape);
    } catch (ArithmeticException | IllegalArgumentException e) {
      numel = -1;
    }
    if (numel != bytes.length / width || bytes.length % width != 0) {
      throw new MalformedException(
          "%d bytes for a numpy array of shape %s in %s"
              .formatted(bytes.length, extents, elements.dtype()));
    }
    return new Storage(elements, numel, ByteBuffer.wrap(bytes))
        .view(0, shape, strides(shape, fortran), copies);
  }

  private static long[] shape(List<?> extents) {
    if (extents.size() > Storage.MAX_DIMS) {
      throw new MalformedException("an array of " + extents.size() + " dimensions");
    }
    long[] shape = new long[extents.size()];
    for (int d = 0; d < shape.length; d++) {
      if (!(extents.get(d) instanceof Long extent)) {
        throw new MalformedException("an array of shape " + extents);
      }
      shape[d] = extent;
    }
    return shape;
  }

  private static long[] strides(long[] shape, boolean fortran) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = 0; i < shape.length; i++) {
      int d = fortran ? i : shape.length - 1 - i;
      strides[d] = stride;
      stride *= Math.max(1, shape[d]);
    }
    return strides;
  }
}
