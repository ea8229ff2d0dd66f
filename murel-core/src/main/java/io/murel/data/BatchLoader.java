package io.murel.data;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Cuts a data set into batches, epoch by epoch:
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

  public BatchLoader(VqaDataset dataset, LoaderOptions options) {
    this.dataset = dataset;
    this.options = options;
  }

  /** Batches in an epoch. */
  public int batches() {
    return (dataset.size() + options.batchSize() - 1) / options.batchSize();
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
    int[] order =
        options.shuffle()
            ? Seeds.permutation(dataset.size(), Seeds.random(options.seed(), epoch, ORDER))
            : IntStream.range(0, dataset.size()).toArray();
    return new BatchIterator(batches(), options.threads(), batch -> collate(order, batch, epoch));
  }

  private Collated collate(int[] order, int batch, int epoch) {
    int from = batch * options.batchSize();
    int to = Math.min(from + options.batchSize(), order.length);
    List<VqaItem> items =
        IntStream.range(from, to).mapToObj(i -> dataset.items().get(order[i])).toList();
    // A generator for each batch: the draws do not depend on which thread comes first.
    Random random = Seeds.random(options.seed(), epoch, batch);
    int[] classIds =
        items.stream()
            .mapToInt(i -> options.sampleAnswers() ? AnswerDraw.draw(i, random) : i.answerId())
            .toArray();
    return Collated.of(items, classIds, dataset.regions());
  }
}
