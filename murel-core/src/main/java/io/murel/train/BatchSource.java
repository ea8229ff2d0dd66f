package io.murel.train;

import io.murel.data.BatchIterator;
import io.murel.data.BatchLoader;
import io.murel.data.LoadedBatch;
import java.util.Iterator;

/** A data set cut into batches, epoch after epoch. */
public interface BatchSource {

  /** Name of the split, for instance "train". */
  String split();

  /** Questions in an epoch. */
  int size();

  /** Batches in an epoch. */
  int batches();

  /** The batches of an epoch; the same ones whenever the same epoch is asked for. */
  Batches epoch(int epoch);

  /**
   * What to visit in an epoch that begins when a share of the run is done: this, unless training
   * goes in stages.
   */
  default BatchSource at(double fraction) {
    return this;
  }

  /** The share of the run at which an epoch over this ends, complete or not. */
  default double until() {
    return 1;
  }

  /** Batches in turn, their tensors made in the caller's {@code PointerScope}. */
  interface Batches extends Iterator<LoadedBatch>, AutoCloseable {
    @Override
    void close();
  }

  /** The batches of a loader. */
  static BatchSource of(BatchLoader loader) {
    return new BatchSource() {
      @Override
      public String split() {
        return loader.dataset().split();
      }

      @Override
      public int size() {
        return loader.dataset().size();
      }

      @Override
      public int batches() {
        return loader.batches();
      }

      @Override
      public Batches epoch(int epoch) {
        BatchIterator batches = loader.epoch(epoch);
        return new Batches() {
          @Override
          public boolean hasNext() {
            return batches.hasNext();
          }

          @Override
          public LoadedBatch next() {
            return batches.next();
          }

          @Override
          public void close() {
            batches.close();
          }
        };
      }
    };
  }
}
