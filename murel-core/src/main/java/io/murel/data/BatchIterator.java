package io.murel.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;

/**
 * The batches of one epoch, prepared ahead by threads of its own, in memory that is used again from
 * batch to batch. Close it: that ends the threads, also in the middle of an epoch.
 */
public final class BatchIterator implements Iterator<LoadedBatch>, AutoCloseable {

  /** Batches with the consumer: the one it works on, and one that is about to be freed. */
  private static final int IN_USE = 2;

  private final int batches;
  private final FeatureBuffers buffers;
  private final IntFunction<Collated> collate;
  private final ReadAhead<Collated> ahead; // null: prepared when asked for
  private int taken;

  /** Prepares a batch. */
  @FunctionalInterface
  interface Collate {
    Collated apply(int batch, FeatureMemory memory);
  }

  BatchIterator(int batches, int threads, Collate collate) {
    this.batches = batches;
    this.buffers = new FeatureBuffers(ReadAhead.jobs(threads) + IN_USE);
    this.collate = batch -> collate.apply(batch, buffers);
    this.ahead =
        threads == 0 ? null : new ReadAhead<>(batches, threads, this.collate, Collated::close);
  }

  @Override
  public boolean hasNext() {
    return ahead == null ? taken < batches : ahead.hasNext();
  }

  /**
   * The next batch, its tensors made in the caller's {@code PointerScope}.
   *
   * @throws io.murel.BadInputException if the regions of an image cannot be read
   * @throws CancellationException if the thread is interrupted; it stays so
   */
  @Override
  public LoadedBatch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the epoch has only " + batches + " batches");
    }
    if (ahead == null && Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted before a batch");
    }
    Collated next = ahead == null ? collate.apply(taken) : ahead.next();
    taken++;
    return next.toBatch();
  }

  @Override
  public void close() {
    if (ahead != null) {
      ahead.close();
    }
    buffers.close();
  }
}
