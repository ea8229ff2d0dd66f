package io.murel.data;

import io.murel.BadInputException;
import io.murel.io.DType;
import io.murel.io.NdArray;
import io.murel.regions.RegionView;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * The regions of several images side by side, as a batch has them: those of images with fewer
 * regions are followed by zeros. The features, most of what a batch is, are copied once: from where
 * they lie into the tensor that the network reads.
 *
 * @param visual features, {@code [images, N, V]}; of the scope it was made in, or of none where a
 *     thread without one prepares it: see {@link #visualInScope}
 * @param normCoord boxes, {@code [images, N, 4]}
 * @param regionMask true for real regions, {@code [images, N]}; null where all images have N
 */
public record PaddedRegions(Tensor visual, NdArray normCoord, NdArray regionMask) {

  /**
   * Copies the regions.
   *
   * @param images at least one
   * @param dim features per region, V
   */
  public static PaddedRegions of(List<? extends RegionView> images, int dim) {
    return of(images, dim, FeatureMemory.NEW);
  }

  /**
   * @param memory gives the tensor for the features
   */
  static PaddedRegions of(List<? extends RegionView> images, int dim, FeatureMemory memory) {
    int most = images.stream().mapToInt(RegionView::count).max().orElseThrow();
    boolean equalCounts = images.stream().allMatch(image -> image.count() == most);
    requireRoom(images.size(), most, dim);
    Tensor visual = memory.take(images.size(), most, dim); // [images, N, V]
    NdArray normCoord = NdArray.of(new float[images.size() * most * 4], images.size(), most, 4);
    FloatBuffer features = visual.data_ptr_float().capacity(visual.numel()).asBuffer();
    FloatBuffer boxes = normCoord.bytes().asFloatBuffer();
    float[] padding = new float[equalCounts ? 0 : most * dim];
    for (int i = 0; i < images.size(); i++) {
      images.get(i).copyTo(features.position(i * most * dim), boxes.position(i * most * 4));
      features.put(padding, 0, Math.min(padding.length, (most - images.get(i).count()) * dim));
    }
    return new PaddedRegions(visual, normCoord, equalCounts ? null : mask(images, most));
  }

  /** The features in the caller's scope, which frees them when it ends. */
  public Tensor visualInScope() {
    PointerScope scope = PointerScope.getInnerScope();
    if (scope != null) {
      scope.attach(visual);
    }
    return visual;
  }

  private static void requireRoom(int images, int rows, int columns) {
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
