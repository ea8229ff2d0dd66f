package io.murel.data;

import io.murel.BadInputException;
import io.murel.io.DType;
import io.murel.io.NdArray;
import io.murel.model.Batch;
import io.murel.nn.Torch;
import io.murel.regions.RegionSource;
import io.murel.regions.RegionView;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The numbers of a batch outside libtorch, so that threads can prepare them without owning tensors.
 * B questions, up to N regions of V features, up to T words; the rest is zero.
 *
 * @param visual {@code [B, N, V]}
 * @param normCoord {@code [B, N, 4]}
 * @param regionMask {@code [B, N]}, or null where all images have N regions
 * @param question {@code [B, T]}
 * @param lengths {@code [B]}
 * @param classId {@code [B]}, or null where the answers are not known
 */
record Collated(
    List<VqaItem> items,
    NdArray visual,
    NdArray normCoord,
    NdArray regionMask,
    NdArray question,
    NdArray lengths,
    NdArray classId) {

  /**
   * Puts items together.
   *
   * @param classIds the answer to learn of each item, -1 where not known
   */
  static Collated of(List<VqaItem> items, int[] classIds, RegionSource source) {
    List<RegionView> images = new ArrayList<>(items.size());
    items.forEach(item -> images.add(source.view(item.imageName())));
    int most = images.stream().mapToInt(RegionView::count).max().orElseThrow();
    boolean equalCounts = images.stream().allMatch(image -> image.count() == most);
    NdArray visual = zeros(items.size(), most, source.featureDim());
    NdArray normCoord = zeros(items.size(), most, 4);
    fill(images, most, visual, normCoord);
    return new Collated(
        items,
        visual,
        normCoord,
        equalCounts ? null : mask(images, most),
        words(items),
        NdArray.of(items.stream().mapToLong(item -> item.wordIds().length).toArray(), items.size()),
        items.stream().allMatch(VqaItem::hasAnswer) ? longs(classIds) : null);
  }

  /** Tensors in the caller's scope. */
  LoadedBatch toBatch() {
    return new LoadedBatch(
        items,
        new Batch(
            Torch.tensor(visual), // [B, N, V]
            Torch.tensor(normCoord), // [B, N, 4]
            regionMask == null ? null : Torch.tensor(regionMask), // [B, N]
            Torch.tensor(question), // [B, T]
            Torch.tensor(lengths), // [B]
            classId == null ? null : Torch.tensor(classId))); // [B]
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

  /** Copies each image's regions to where the batch has them; what is beyond them stays zero. */
  private static void fill(List<RegionView> images, int most, NdArray visual, NdArray normCoord) {
    FloatBuffer features = visual.bytes().asFloatBuffer();
    FloatBuffer boxes = normCoord.bytes().asFloatBuffer();
    int dim = (int) visual.shape()[2];
    for (int i = 0; i < images.size(); i++) {
      images.get(i).copyTo(features.position(i * most * dim), boxes.position(i * most * 4));
    }
  }

  private static NdArray mask(List<RegionView> images, int most) {
    ByteBuffer out = ByteBuffer.allocate(images.size() * most);
    for (int i = 0; i < images.size(); i++) {
      for (int j = 0; j < images.get(i).count(); j++) {
        out.put(i * most + j, (byte) 1);
      }
    }
    return new NdArray(DType.BOOL, new long[] {images.size(), most}, out);
  }

  /** {@code [items, words]}; at least one column, since a recurrent network needs a step. */
  static NdArray words(List<VqaItem> items) {
    int longest = Math.max(1, items.stream().mapToInt(i -> i.wordIds().length).max().orElseThrow());
    long[] out = new long[items.size() * longest];
    for (int i = 0; i < items.size(); i++) {
      long[] ids = items.get(i).wordIds();
      System.arraycopy(ids, 0, out, i * longest, ids.length);
    }
    return NdArray.of(out, items.size(), longest);
  }

  private static NdArray longs(int[] values) {
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i];
    }
    return NdArray.of(out, out.length);
  }
}
