package io.murel.scenes;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Work on all cores whose results are taken in order: what comes out depends on no timing. */
final class InOrder {

  /** How many items may be under way for each thread, so that the memory stays small. */
  private static final int AHEAD = 8;

  private InOrder() {}

  /** Makes item {@code index}; called by several threads at once. */
  @FunctionalInterface
  interface Work<T> {
    T make(int index) throws IOException;
  }

  /** Takes the items from 0 on; called by the thread that called {@link #run}. */
  @FunctionalInterface
  interface Taker<T> {
    void take(T item) throws IOException;
  }

  /** Makes and takes {@code count} items. The first failure ends it. */
  static <T> void run(int count, Work<T> work, Taker<T> taker) throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService executor = Executors.newFixedThreadPool(threads, InOrder::thread);
    try {
      Queue<Future<T>> underWay = new ArrayDeque<>();
      for (int next = 0; next < count || !underWay.isEmpty(); ) {
        while (next < count && underWay.size() < AHEAD * threads) {
          int index = next++;
          underWay.add(executor.submit(() -> work.make(index)));
        }
        taker.take(underWay.remove().get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      stop(executor);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "scenes");
    thread.setDaemon(true);
    return thread;
  }

  /** Waits for what is running: it may still write files into a folder that is to be removed. */
  private static void stop(ExecutorService executor) {
    executor.shutdownNow();
    boolean interrupted = false;
    while (!executor.isTerminated()) {
      try {
        executor.awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static IOException failure(Throwable cause) {
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return (IOException) cause;
  }
}
