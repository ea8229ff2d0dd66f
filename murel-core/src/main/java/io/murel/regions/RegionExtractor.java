package io.murel.regions;

import java.awt.image.BufferedImage;
import java.util.List;

/** Turns boxes of an image into region features. Implementations are safe for many threads. */
public interface RegionExtractor {

  /** Name and version; features of different names do not go together. */
  String name();

  /** Features per region. */
  int featureDim();

  /**
   * The features of one box.
   *
   * @param box in pixels of the image
   * @return {@link #featureDim()} finite numbers
   */
  float[] describe(BufferedImage image, Box box);

  /**
   * The features of several boxes, in their order, and the boxes as fractions of the image.
   *
   * @param boxes in pixels of the image
   * @throws IllegalArgumentException if there is no box
   */
  Regions regions(BufferedImage image, List<Box> boxes);
}
