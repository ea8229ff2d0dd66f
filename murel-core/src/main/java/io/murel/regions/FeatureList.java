package io.murel.regions;

/** Collects the numbers of a descriptor, brought to unit scale by fixed constants. */
final class FeatureList {

  /** No feature is larger: one odd region must not upset a network. */
  private static final float LIMIT = 4;

  private final float[] values;
  private int size;

  FeatureList(int size) {
    this.values = new float[size];
  }

  /**
   * Appends {@code (value - typical) / spread}, cut off at {@link #LIMIT}.
   *
   * @param value anything; what is not a number counts as typical
   */
  void add(double value, double typical, double spread) {
    double scaled = (value - typical) / spread;
    values[size++] = Double.isNaN(scaled) ? 0 : (float) Math.max(-LIMIT, Math.min(LIMIT, scaled));
  }

  /** Appends several of one kind. */
  void addAll(float[] values, double typical, double spread) {
    for (float value : values) {
      add(value, typical, spread);
    }
  }

  /** All numbers; exactly as many as announced. */
  float[] values() {
    if (size != values.length) {
      throw new IllegalStateException(size + " features instead of " + values.length);
    }
    return values;
  }
}
