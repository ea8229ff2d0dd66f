package io.murel.regions;

import io.murel.io.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What is in a store, in numbers.
 *
 * @param file the store
 * @param images in it
 * @param regions of all images together
 * @param fewest regions of an image
 * @param most regions of an image
 * @param dim features per region
 * @param dtype how features are stored
 * @param bytes size of the file
 * @param metadata notes on how it was made
 */
public record StoreInfo(
    Path file,
    int images,
    long regions,
    int fewest,
    int most,
    int dim,
    DType dtype,
    long bytes,
    Map<String, String> metadata) {

  /**
   * Reads everything but the features.
   *
   * @throws io.murel.BadInputException if it is no store, or a damaged one
   */
  public static StoreInfo of(Path file) throws IOException {
    try (RegionStore store = RegionStore.open(file)) {
      int fewest = Integer.MAX_VALUE;
      int most = 0;
      for (String name : store.imageNames()) {
        int count = store.view(name).count();
        fewest = Math.min(fewest, count);
        most = Math.max(most, count);
      }
      return new StoreInfo(
          file,
          store.imageNames().size(),
          store.regionCount(),
          fewest,
          most,
          store.featureDim(),
          store.dtype(),
          Files.size(file),
          store.metadata());
    }
  }

  /** Regions of an image on average. */
  public double mean() {
    return (double) regions / images;
  }
}
