package io.murel.parallel;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Work of several threads whose results are taken in order: what comes out depends on no timing.
 */
public final class InOrder {

  /** How many items may be under way for each thread, so that the memory stays small. */
  private static final int AHEAD = 8;

  private InOrder() {}

  /** Gives the items to work on; called by the thread that called {@link #run}. */
  @FunctionalInterface
  public interface Source<S> {
    /** The next item; null at the end. */
    S next() throws IOException;
  }

  /** The numbers from 0 to {@code count} - 1. */
  public static Source<Integer> upTo(int count) {
    Iterator<Integer> numbers = IntStream.range(0, count).iterator();
    return () -> numbers.hasNext() ? numbers.next() : null;
  }

  /** Works on an item; called by several threads at once. */
  @FunctionalInterface
  public interface Work<S, T> {
    T make(S item) throws IOException;
  }

  /** Takes the results in the order of the items; called by the thread of the source. */
  @FunctionalInterface
  public interface Taker<T> {
    void take(T result) throws IOException;
  }

  /**
   * Works on all items. The first failure ends it.
   *
   * @param threads at least 1
   */
  public static <S, T> void run(
      int threads, Source<S> source, Work<? super S, T> work, Taker<? super T> taker)
      throws IOException {
    ExecutorService executor = Executors.newFixedThreadPool(threads, InOrder::thread);
    try {
      Queue<Future<T>> underWay = new ArrayDeque<>();
      S next = source.next();
      while (next != null || !underWay.isEmpty()) {
        while (next != null && underWay.size() < AHEAD * threads) {
          S item = next;
          underWay.add(executor.submit(() -> work.make(item)));
          next = source.next();
        }
        taker.take(underWay.remove().get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      stop(executor);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "murel-work");
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
