package io.murel.app.run;

import io.murel.data.LoadedBatch;
import io.murel.data.VqaItem;
import io.murel.model.Batch;
import io.murel.nn.Torch;
import io.murel.train.BatchSource;
import java.util.List;

/** Questions in order, cut into batches that hold nothing for a network but the right answers. */
record QuestionBatches(String split, List<VqaItem> items, int batchSize) implements BatchSource {

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public int batches() {
    return (items.size() + batchSize - 1) / batchSize;
  }

  @Override
  public Batches epoch(int epoch) {
    return new Batches() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < batches();
      }

      @Override
      public LoadedBatch next() {
        int from = next++ * batchSize;
        return batch(items.subList(from, Math.min(from + batchSize, items.size())));
      }

      @Override
      public void close() {
        next = batches();
      }
    };
  }

  private static LoadedBatch batch(List<VqaItem> items) {
    boolean answered = items.stream().allMatch(VqaItem::hasAnswer);
    long[] classId = items.stream().mapToLong(VqaItem::answerId).toArray();
    return new LoadedBatch(
        items,
        new Batch(
            null, null, null, null, null, answered ? Torch.tensor(classId, items.size()) : null));
  }
}
