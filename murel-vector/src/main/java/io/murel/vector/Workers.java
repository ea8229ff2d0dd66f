package io.murel.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A few threads that share the work on one problem with the thread that brings it. */
public final class Workers implements AutoCloseable {

  /** Idle threads end by themselves, so that none is left of a kernel that nobody closed. */
  private static final long IDLE_SECONDS = 10;

  /** Looks at another thread's last part before this one sleeps: to wake it takes longer. */
  private static final int SPINS = 5_000;

  /** A part of the work. */
  public interface Task {
    /**
     * @param item which part
     * @param worker who does it, below {@link #count()}: no two do anything at the same time under
     *     the same number
     */
    void run(int item, int worker);
  }

  private final int count;
  private final ThreadPoolExecutor helpers;

  /**
   * @param count of threads, the caller's included
   */
  public Workers(int count) {
    this.count = count;
    AtomicInteger number = new AtomicInteger();
    helpers =
        new ThreadPoolExecutor(
            Math.max(1, count - 1),
            Math.max(1, count - 1),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "murel-vector-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    helpers.allowCoreThreadTimeOut(true);
  }

  /** How many work at the same time, at most. */
  public int count() {
    return count;
  }

  /**
   * Does all items, each once, in any order; returns when no thread works on them any more, even if
   * this one is interrupted meanwhile (it then stays marked so).
   */
  public void run(int items, Task task) {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Future<?>> others = new ArrayList<>();
    for (int worker = 1; worker < Math.min(count, items); worker++) {
      int number = worker;
      others.add(helpers.submit(() -> work(items, task, number, next, failure)));
    }
    work(items, task, 0, next, failure);
    others.forEach(this::await);
    if (failure.get() instanceof Error error) {
      throw error;
    }
    if (failure.get() instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private static void work(
      int items, Task task, int worker, AtomicInteger next, AtomicReference<Throwable> failure) {
    try {
      for (int item = next.getAndIncrement(); item < items; item = next.getAndIncrement()) {
        task.run(item, worker);
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      next.set(items); // nobody begins another one
    }
  }

  private void await(Future<?> future) {
    if (helpers.remove((Runnable) future)) {
      return; // all is done before it began
    }
    for (int i = 0; i < SPINS && !future.isDone(); i++) {
      Thread.onSpinWait();
    }
    boolean interrupted = false;
    while (true) {
      try {
        future.get();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // the buffers are in use: wait
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause()); // work() catches all
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    helpers.shutdown();
  }
}
