package io.murel.relation.vector;

/** Arrays that are used again and grow when they must. */
final class Buffers {
  private Buffers() {}

  /** The same array if it is long enough, else a new one of zeros. */
  static float[] atLeast(float[] array, int length) {
    return array.length >= length ? array : new float[length];
  }

  /** The same array if it has that length, else a new one of zeros. */
  static float[] exactly(float[] array, int length) {
    return array.length == length ? array : new float[length];
  }
}
