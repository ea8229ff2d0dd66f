package io.murel.regions.convert;

import io.murel.BadInputException;
import io.murel.regions.Regions;

/** Puts together what TSV files and LMDB entries say of an image. */
final class PixelRegions {
  private PixelRegions() {}

  /**
   * The regions of an image.
   *
   * @param where the file, for messages
   * @param count how many regions it is said to have
   * @param features {@code [count, features]}
   * @param pixelBoxes {@code [count, 4]}; changed in place
   * @throws BadInputException if the arrays are of other lengths
   */
  static Regions of(
      String where,
      String image,
      long count,
      float[] features,
      float[] pixelBoxes,
      double width,
      double height) {
    if (count < 1
        || pixelBoxes.length != count * 4
        || features.length == 0
        || features.length % count != 0) {
      throw BadInputException.at(where)
          .found(
              "%d numbers for the boxes and %d for the features of %d regions of image '%s'"
                  .formatted(pixelBoxes.length, features.length, count, image))
          .expected("4 for each box, and equally many for the features of each region")
          .remedy("Extract the regions of this image again, or leave the image out.");
    }
    float[] boxes = PixelBoxes.normalize(where, image, pixelBoxes, width, height);
    int regions = (int) count;
    return new Regions(features, boxes, regions, features.length / regions);
  }
}
