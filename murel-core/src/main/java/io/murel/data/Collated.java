package io.murel.data;

import io.murel.io.NdArray;
import io.murel.model.Batch;
import io.murel.nn.Torch;
import io.murel.regions.RegionSource;
import java.util.List;

/**
 * The numbers of a batch outside libtorch, so that threads can prepare them without owning tensors.
 *
 * @param images the regions of each item's image
 * @param words of each question
 * @param classId {@code [B]}, or null where the answers are not known
 */
record Collated(List<VqaItem> items, PaddedRegions images, PaddedWords words, NdArray classId)
    implements AutoCloseable {

  /**
   * Puts items together.
   *
   * @param classIds the answer to learn of each item, -1 where not known
   * @param memory for the features
   */
  static Collated of(
      List<VqaItem> items, int[] classIds, RegionSource source, FeatureMemory memory) {
    PaddedRegions images =
        PaddedRegions.of(
            items.stream().map(item -> source.view(item.imageName())).toList(),
            source.featureDim(),
            memory);
    PaddedWords words = PaddedWords.of(items.stream().map(VqaItem::wordIds).toList());
    return new Collated(
        items, images, words, items.stream().allMatch(VqaItem::hasAnswer) ? longs(classIds) : null);
  }

  /** Tensors in the caller's scope. */
  LoadedBatch toBatch() {
    return new LoadedBatch(
        items,
        new Batch(
            images.visualInScope(), // [B, N, V]
            Torch.tensor(images.normCoord()), // [B, N, 4]
            images.regionMask() == null ? null : Torch.tensor(images.regionMask()), // [B, N]
            Torch.tensor(words.ids()), // [B, T]
            Torch.tensor(words.lengths()), // [B]
            classId == null ? null : Torch.tensor(classId))); // [B]
  }

  /** Frees what nobody will make a batch of. */
  @Override
  public void close() {
    images.visual().close();
  }

  private static NdArray longs(int[] values) {
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i];
    }
    return NdArray.of(out, out.length);
  }
}
