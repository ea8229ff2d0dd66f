package io.murel.vqa;

import io.murel.data.PaddedRegions;
import io.murel.data.PaddedWords;
import io.murel.model.Batch;
import io.murel.nn.Torch;
import io.murel.regions.Regions;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Questions that are computed together.
 *
 * @param queries at least one
 */
record QueryBatch(List<ReadQuery> queries) {

  /**
   * A question ready for the network.
   *
   * @param image what was asked about; equal images have the same regions
   * @param words ids of the question's words
   */
  record ReadQuery(Image image, Regions regions, long[] words) {}

  /**
   * Tensors in the caller's scope. Where all questions are about one image, its boxes are there
   * once, {@code [1, N, 4]}.
   */
  Batch toBatch() {
    Image first = queries.get(0).image();
    boolean shared = queries.stream().allMatch(query -> query.image().equals(first));
    List<ReadQuery> seen = shared ? queries.subList(0, 1) : queries;
    PaddedRegions images =
        PaddedRegions.of(
            seen.stream().map(ReadQuery::regions).toList(), queries.get(0).regions().dim());
    PaddedWords words = PaddedWords.of(queries.stream().map(ReadQuery::words).toList());
    Tensor visual = images.visualInScope(); // [B or 1, N, V]
    return new Batch(
        seen.size() == queries.size() ? visual : visual.repeat(queries.size(), 1, 1), // [B, N, V]
        Torch.tensor(images.normCoord()), // [B or 1, N, 4]
        images.regionMask() == null ? null : Torch.tensor(images.regionMask()), // [B, N]
        Torch.tensor(words.ids()), // [B, T]
        Torch.tensor(words.lengths()), // [B]
        null);
  }
}
