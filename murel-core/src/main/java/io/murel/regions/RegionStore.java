package io.murel.regions;

import io.murel.BadInputException;
import io.murel.io.DType;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The regions of all images of a split in one memory-mapped safetensors file, readable from Python
 * as well:
 *
 * <ul>
 *   <li>{@code features [R, D]}, F16 or F32
 *   <li>{@code boxes [R, 4]}, F32: x1, y1, x2, y2 as fractions of image width and height
 *   <li>{@code offsets [images + 1]}, I64: image i has the regions {@code offsets[i]} to {@code
 *       offsets[i + 1]}
 *   <li>metadata {@code image_names}: a JSON list in the same order; anything else describes how
 *       the features were made
 * </ul>
 *
 * <p>Opening checks everything but the features, which are checked image by image as they are first
 * read. Safe for many threads. The mapping is released when the store is no longer reachable.
 */
public final class RegionStore implements RegionSource {

  private final RegionStoreFile layout;
  private final Map<String, Integer> indexOf = new HashMap<>();
  private final boolean[] checked; // of each image
  private volatile boolean closed;

  private RegionStore(RegionStoreFile layout) {
    this.layout = layout;
    this.checked = new boolean[layout.names.size()];
    for (String name : layout.names) {
      indexOf.put(name, indexOf.size());
    }
  }

  /**
   * Maps and checks a store.
   *
   * @throws BadInputException if the file is absent, truncated, of another layout, or holds an
   *     image without regions or a box outside its image
   */
  public static RegionStore open(Path file) throws IOException {
    RegionStoreFile layout = RegionStoreFile.open(file);
    RegionStoreContent.check(
        layout,
        problem -> {
          throw problem;
        });
    return new RegionStore(layout);
  }

  @Override
  public int featureDim() {
    return layout.dim;
  }

  /** How the features are stored: F16 or F32. */
  public DType dtype() {
    return layout.dtype;
  }

  @Override
  public List<String> imageNames() {
    return layout.names;
  }

  /** Regions of all images together. */
  public long regionCount() {
    return layout.regions();
  }

  /** Free-form notes on how the store was made, such as {@code extractor}. */
  @Override
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(layout.metadata);
  }

  @Override
  public boolean contains(String imageName) {
    return indexOf.containsKey(imageName);
  }

  @Override
  public Regions regions(String imageName) {
    return read(index(imageName));
  }

  @Override
  public RegionView view(String imageName) {
    return new MappedRegions(layout, index(imageName), checked);
  }

  private int index(String imageName) {
    if (closed) {
      throw new IllegalStateException(layout.file + " is closed");
    }
    Integer index = indexOf.get(imageName);
    if (index == null) {
      throw BadInputException.at(layout.file.toString())
          .found("no image '" + imageName + "'")
          .expected(
              "one of its "
                  + layout.names.size()
                  + " images, such as '"
                  + layout.names.get(0)
                  + "'")
          .remedy("Check that questions and regions are of the same split and data set.");
    }
    return index;
  }

  /**
   * Reads the whole store once.
   *
   * @throws BadInputException at the first feature that is NaN or infinite
   */
  public void check() {
    for (int i = 0; i < layout.names.size(); i++) {
      read(i);
    }
  }

  /**
   * Fails where a model was made for other features than these.
   *
   * @param expected features per region the model reads
   * @param option the option that says so, for the message
   */
  public void requireFeatureDim(int expected, String option) {
    int dim = layout.dim;
    if (dim != expected) {
      throw BadInputException.at(option)
          .found(String.valueOf(expected))
          .expected("%d, the features per region in %s".formatted(dim, layout.file))
          .remedy(
              "Set it to %d, or use regions extracted with %d features.".formatted(dim, expected));
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  private Regions read(int image) {
    MappedRegions regions = new MappedRegions(layout, image, checked);
    int dim = layout.dim;
    float[] features = new float[Math.multiplyExact(regions.count(), dim)];
    regions.copyFeatures(FloatBuffer.wrap(features));
    return new Regions(features, layout.boxesOf(image), regions.count(), dim);
  }
}
