package io.murel.regions;

import java.nio.FloatBuffer;

/** The regions of one image within a mapped store. */
record MappedRegions(RegionStoreFile store, int image) implements RegionView {

  @Override
  public int count() {
    return store.count(image);
  }

  @Override
  public int dim() {
    return store.dim;
  }

  @Override
  public void copyTo(FloatBuffer features, FloatBuffer normBoxes) {
    copyFeatures(features);
    normBoxes.put(store.boxesOf(image));
  }

  /** The first half of {@link #copyTo}. */
  void copyFeatures(FloatBuffer out) {
    String where = store.file.toString();
    String name = store.names.get(image);
    store.features.floats(
        store.offsets[image] * store.dim,
        Math.multiplyExact(count(), store.dim),
        (values, length, first) -> {
          RegionChecks.finite(where, name, values, length, first, store.dim);
          out.put(values, 0, length);
        });
  }
}
