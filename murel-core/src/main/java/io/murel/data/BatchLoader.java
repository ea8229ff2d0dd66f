package io.murel.data;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Cuts a data set into batches, epoch by epoch.
 *
 * <pre>{@code
 * try (BatchIterator batches = loader.epoch(0)) {
 *   while (batches.hasNext()) {
 *     try (PointerScope step = new PointerScope()) {
 *       LoadedBatch loaded = batches.next();
 *       Tensor logits = network.forward(loaded.batch()); // [B, answers]
 *     }
 *   }
 * }
 * }</pre>
 */
public final class BatchLoader {

  private static final int ORDER = -1;

  private final VqaDataset dataset;
  private final LoaderOptions options;
  private final BatchPlan buckets; // null where batches are not bucketed

  public BatchLoader(VqaDataset dataset, LoaderOptions options) {
    this.dataset = dataset;
    this.options = options;
    this.buckets = options.bucketing() ? new BatchPlan(dataset, options.batchSize()) : null;
  }

  /** Batches in an epoch. */
  public int batches() {
    return buckets != null
        ? buckets.batches()
        : (dataset.size() + options.batchSize() - 1) / options.batchSize();
  }

  /** The data set. */
  public VqaDataset dataset() {
    return dataset;
  }

  /**
   * All questions once. The same epoch gives the same batches whenever it is asked for, so that a
   * resumed run continues as it would have.
   *
   * @param epoch number of the epoch
   */
  public BatchIterator epoch(int epoch) {
    List<int[]> plan = plan(epoch);
    return new BatchIterator(
        plan.size(),
        options.threads(),
        (batch, memory) -> collate(plan.get(batch), batch, epoch, memory));
  }

  private List<int[]> plan(int epoch) {
    Random random = Seeds.random(options.seed(), epoch, ORDER);
    if (buckets != null) {
      return buckets.bucketed(random);
    }
    int[] order =
        options.shuffle()
            ? Seeds.permutation(dataset.size(), random)
            : IntStream.range(0, dataset.size()).toArray();
    return BatchPlan.cut(order, options.batchSize());
  }

  private Collated collate(int[] questions, int batch, int epoch, FeatureMemory memory) {
    List<VqaItem> items = Arrays.stream(questions).mapToObj(dataset.items()::get).toList();
    // A generator for each batch: the draws do not depend on which thread comes first.
    Random random = Seeds.random(options.seed(), epoch, batch);
    int[] classIds =
        items.stream()
            .mapToInt(
                item ->
                    options.sampleAnswers()
                        ? AnswerDraw.draw(item, random::nextDouble)
                        : item.answerId())
            .toArray();
    return Collated.of(items, classIds, dataset.regions(), memory);
  }
}
