package io.murel.data;

import io.murel.BadInputException;
import io.murel.io.DType;
import io.murel.io.NdArray;
import io.murel.regions.RegionView;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;

/**
 * The regions of several images side by side, as a batch has them: those of images with fewer
 * regions are followed by zeros.
 *
 * @param visual features, {@code [images, N, V]}
 * @param normCoord boxes, {@code [images, N, 4]}
 * @param regionMask true for real regions, {@code [images, N]}; null where all images have N
 */
public record PaddedRegions(NdArray visual, NdArray normCoord, NdArray regionMask) {

  /**
   * Copies the regions.
   *
   * @param images at least one
   * @param dim features per region, V
   */
  public static PaddedRegions of(List<? extends RegionView> images, int dim) {
    int most = images.stream().mapToInt(RegionView::count).max().orElseThrow();
    boolean equalCounts = images.stream().allMatch(image -> image.count() == most);
    NdArray visual = zeros(images.size(), most, dim);
    NdArray normCoord = zeros(images.size(), most, 4);
    FloatBuffer features = visual.bytes().asFloatBuffer();
    FloatBuffer boxes = normCoord.bytes().asFloatBuffer();
    for (int i = 0; i < images.size(); i++) {
      images.get(i).copyTo(features.position(i * most * dim), boxes.position(i * most * 4));
    }
    return new PaddedRegions(visual, normCoord, equalCounts ? null : mask(images, most));
  }

  private static NdArray zeros(int images, int rows, int columns) {
    long bytes = 4L * images * rows * columns;
    if (bytes > Integer.MAX_VALUE) {
      throw BadInputException.at("dataset.batch_size")
          .found(
              String.format(
                  Locale.ROOT,
                  "%d images of up to %d regions of %d numbers, %.1f GB",
                  images,
                  rows,
                  columns,
                  bytes / 1e9))
          .expected("at most 2.1 GB a batch")
          .remedy("Take smaller batches or fewer regions an image.");
    }
    return new NdArray(
        DType.F32, new long[] {images, rows, columns}, ByteBuffer.allocate((int) bytes));
  }

  private static NdArray mask(List<? extends RegionView> images, int most) {
    ByteBuffer out = ByteBuffer.allocate(images.size() * most);
    for (int i = 0; i < images.size(); i++) {
      for (int j = 0; j < images.get(i).count(); j++) {
        out.put(i * most + j, (byte) 1);
      }
    }
    return new NdArray(DType.BOOL, new long[] {images.size(), most}, out);
  }
}
