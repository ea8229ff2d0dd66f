package io.murel.regions;

import java.util.List;
import java.util.Map;

/**
 * Where the regions of images come from, by image name. Implementations are safe for many threads.
 */
public interface RegionSource extends AutoCloseable {

  /** Features per region, the same for all images. */
  int featureDim();

  /** Names of all images, in the order of the source. */
  List<String> imageNames();

  /** Whether the image is there. */
  boolean contains(String imageName);

  /**
   * The regions of an image.
   *
   * @throws io.murel.BadInputException if the image is absent or its regions are unusable (none,
   *     NaN)
   */
  Regions regions(String imageName);

  /**
   * The regions of an image, to be counted or copied into a batch; sources that can leave them in
   * their file do.
   *
   * @throws io.murel.BadInputException if the image is absent or, for sources that read it at once,
   *     unusable
   */
  default RegionView view(String imageName) {
    return regions(imageName);
  }

  /**
   * Notes on how the regions were made, such as the name of the {@link RegionExtractors#KEY
   * extractor}; empty where nothing is known.
   */
  default Map<String, String> metadata() {
    return Map.of();
  }

  @Override
  void close();
}
