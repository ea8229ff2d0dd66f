package io.murel.regions;

import java.nio.FloatBuffer;

/**
 * The regions of one image, in memory. Images may have different numbers of regions.
 *
 * @param features region-major, {@code [regions, dim]}
 * @param normBoxes x1, y1, x2, y2 as fractions of image width and height, {@code [regions, 4]}
 * @param count number of regions, at least 1
 * @param dim features per region
 */
public record Regions(float[] features, float[] normBoxes, int count, int dim)
    implements RegionView {

  public Regions {
    if (count < 1 || features.length != count * dim || normBoxes.length != count * 4) {
      throw new IllegalArgumentException(
          "%d features and %d box numbers do not make %d regions of %d features"
              .formatted(features.length, normBoxes.length, count, dim));
    }
  }

  @Override
  public void copyTo(FloatBuffer featuresOut, FloatBuffer normBoxesOut) {
    featuresOut.put(features);
    normBoxesOut.put(normBoxes);
  }
}
