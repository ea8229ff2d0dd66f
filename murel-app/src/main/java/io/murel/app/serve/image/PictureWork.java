package io.murel.app.serve.image;

import io.murel.app.serve.http.ProblemException;
import io.murel.app.serve.http.ProblemType;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Unpacks, describes and draws pictures, a few at a time: each may take a good part of a gigabyte
 * while it is looked at.
 */
final class PictureWork implements AutoCloseable {

  private static final int AT_A_TIME = 2;

  private final ThreadPoolExecutor pool;

  /**
   * @param queue pictures that may wait
   */
  PictureWork(int queue) {
    AtomicInteger number = new AtomicInteger();
    pool =
        new ThreadPoolExecutor(
            AT_A_TIME,
            AT_A_TIME,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            work -> {
              Thread thread = new Thread(work, "murel-pictures-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Has something done; a problem if too much waits already. */
  <T> CompletableFuture<T> submit(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, pool);
    } catch (RejectedExecutionException e) {
      throw pool.isShutdown()
          ? ProblemException.later(
              ProblemType.STOPPING, "The server takes no more pictures. Ask another one.", 5)
          : ProblemException.later(
              ProblemType.BUSY, "Too many pictures are waiting. Try again in a moment.", 2);
    }
  }

  int waiting() {
    return pool.getQueue().size();
  }

  @Override
  public void close() {
    pool.shutdown();
    try {
      if (!pool.awaitTermination(30, TimeUnit.SECONDS)) {
        pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
