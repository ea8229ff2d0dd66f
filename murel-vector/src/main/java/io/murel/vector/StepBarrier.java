package io.murel.vector;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where threads wait for one another after each step of a work they share. They do not sleep: a
 * step takes less time than it takes to wake a thread.
 */
public final class StepBarrier {

  /** Rounds before others that want the core get it. */
  private static final int SPINS = 10_000;

  private final int threads;
  private final AtomicInteger arrived = new AtomicInteger();
  private volatile int step;
  private volatile boolean broken;

  /**
   * @param threads that take part
   */
  public StepBarrier(int threads) {
    this.threads = threads;
  }

  /**
   * Returns when all have arrived; what they wrote before is then seen by all.
   *
   * @throws IllegalStateException if one of them has {@linkplain #leave left}
   */
  public void await() {
    int current = step;
    if (arrived.incrementAndGet() == threads) {
      arrived.set(0);
      step = current + 1;
    }
    for (int i = 0; step == current; i++) {
      if (broken) {
        throw new IllegalStateException("another thread failed in the middle of a step");
      }
      if (i < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  /** Ends the wait of all others: this thread will not come any more. */
  public void leave() {
    broken = true;
  }
}
