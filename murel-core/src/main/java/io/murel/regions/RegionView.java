package io.murel.regions;

import java.nio.FloatBuffer;

/**
 * The regions of one image where they lie: in memory, or still in their file. A batch takes them
 * from there without a copy in between.
 */
public interface RegionView {

  /** Number of regions, at least 1. */
  int count();

  /** Features per region. */
  int dim();

  /**
   * Copies everything to the buffers' positions, which move on.
   *
   * @param features room for {@code count * dim} numbers, region-major
   * @param normBoxes room for {@code count * 4} numbers: x1, y1, x2, y2 as fractions of the image
   * @throws io.murel.BadInputException if a feature is NaN or infinite
   */
  void copyTo(FloatBuffer features, FloatBuffer normBoxes);
}
