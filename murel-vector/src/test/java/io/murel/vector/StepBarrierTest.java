package io.murel.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StepBarrierTest {

  private static final int THREADS = 3; // more than some machines have cores
  private static final int STEPS = 200;

  @Test
  void nobodyBeginsAStepBeforeAllHaveEndedTheOneBefore() {
    StepBarrier barrier = new StepBarrier(THREADS);
    AtomicInteger done = new AtomicInteger();
    try (Workers workers = new Workers(THREADS)) {
      workers.run(
          THREADS,
          (item, worker) -> {
            for (int step = 0; step < STEPS; step++) {
              assertThat(done.get()).isBetween(THREADS * step, THREADS * step + THREADS - 1);
              done.incrementAndGet();
              barrier.await();
            }
          });
    }
    assertThat(done.get()).isEqualTo(THREADS * STEPS);
  }

  @Test
  void whoLeavesEndsTheWaitOfTheOthers() {
    StepBarrier barrier = new StepBarrier(2);
    barrier.leave();
    assertThatThrownBy(barrier::await)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("another thread failed in the middle of a step");
  }

  @Test
  void oneThreadNeverWaits() {
    StepBarrier barrier = new StepBarrier(1);
    for (int step = 0; step < STEPS; step++) {
      barrier.await();
    }
  }
}
