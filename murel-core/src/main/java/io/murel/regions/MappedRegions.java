package io.murel.regions;

import java.nio.FloatBuffer;

/**
 * The regions of one image within a mapped store.
 *
 * @param checked which images' features were found to be finite; they are not looked at again
 */
record MappedRegions(RegionStoreFile store, int image, boolean[] checked) implements RegionView {

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
    if (checked[image]) {
      store.features.copyTo(
          features, store.offsets[image] * store.dim, Math.multiplyExact(count(), store.dim));
    } else {
      copyFeatures(features);
      checked[image] = true; // threads that do not see it yet check once more
    }
    normBoxes.put(store.boxesOf(image));
  }

  /** Copies the features and checks them. */
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
