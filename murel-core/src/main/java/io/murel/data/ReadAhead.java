package io.murel.data;

import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * The results of jobs 0 to n - 1 in this order, computed by threads a few jobs ahead of the
 * consumer. The threads end with the last job, with the first failure, or with {@link #close()}.
 * For one consumer.
 */
final class ReadAhead<T> implements AutoCloseable {

  /** Finished results waiting, for each thread; bounds the memory. */
  private static final int JOBS_PER_THREAD = 2;

  private final int count;
  private final IntFunction<T> job;
  private final Consumer<T> unwanted;

  /** Idle threads end by themselves, so that none is left of a consumer that forgot to close. */
  private static final long IDLE_MILLIS = 10_000;

  private final ThreadPoolExecutor threads;
  private final Queue<Future<T>> ahead = new ArrayDeque<>();
  private int submitted;
  private int taken;

  /**
   * Starts at once.
   *
   * @param threads at least 1
   * @param unwanted takes the results that are left when this is closed
   */
  ReadAhead(int count, int threads, IntFunction<T> job, Consumer<T> unwanted) {
    this(count, threads, job, unwanted, IDLE_MILLIS);
  }

  /**
   * @param idleMillis how long a thread waits for a job
   */
  ReadAhead(int count, int threads, IntFunction<T> job, Consumer<T> unwanted, long idleMillis) {
    this.count = count;
    this.job = job;
    this.unwanted = unwanted;
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            idleMillis,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "murel-read-ahead");
              thread.setDaemon(true); // a consumer that forgets to close must not keep the JVM up
              return thread;
            });
    this.threads.allowCoreThreadTimeOut(true);
    for (int i = 0; i < jobs(threads); i++) {
      submitNext();
    }
  }

  /** Results that are computed ahead at most. */
  static int jobs(int threads) {
    return threads * JOBS_PER_THREAD;
  }

  private void submitNext() {
    if (submitted < count) {
      int index = submitted++;
      ahead.add(threads.submit(() -> job.apply(index)));
    }
    if (submitted == count) {
      threads.shutdown(); // what is submitted still runs
    }
  }

  boolean hasNext() {
    return taken < count && !ahead.isEmpty();
  }

  /**
   * The next result, waited for.
   *
   * @throws RuntimeException what the job threw; nothing follows it
   * @throws CancellationException if the consumer's thread is interrupted (it stays so); nothing
   *     follows
   */
  T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      if (Thread.interrupted()) { // a finished job would not notice
        throw new InterruptedException();
      }
      T result = ahead.remove().get();
      taken++;
      submitNext();
      return result;
    } catch (ExecutionException e) {
      close();
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause(); // jobs throw no checked exceptions
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new CancellationException("interrupted while waiting for a batch");
    }
  }

  /** Ends the threads and waits for them; unfinished jobs are given up. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Future<T> result = ahead.poll(); result != null; result = ahead.poll()) {
      discard(result);
    }
  }

  private void discard(Future<T> result) {
    if (result.isDone()) {
      try {
        unwanted.accept(result.get());
      } catch (ExecutionException e) {
        // a failure that nobody asked about
      } catch (InterruptedException e) {
        throw new AssertionError("waited for what is done", e);
      }
    }
  }
}
