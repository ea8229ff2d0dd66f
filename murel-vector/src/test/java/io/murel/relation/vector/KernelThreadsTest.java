package io.murel.relation.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.nn.Torch;
import io.murel.relation.PairKernel;
import io.murel.vector.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.Test;

class KernelThreadsTest {

  private static final long PATIENCE = 5_000; // ms

  /** Threads of kernels that are alive. */
  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("murel-vector-"))
        .toList();
  }

  private static void assertNoThreads() throws InterruptedException {
    for (Thread thread : threads()) {
      thread.join(PATIENCE);
    }
    assertThat(threads()).isEmpty();
  }

  @Test
  void everyItemIsDoneOnceByWorkersThatDoNotMeet() {
    AtomicIntegerArray done = new AtomicIntegerArray(1000);
    AtomicIntegerArray busy = new AtomicIntegerArray(4);
    try (Workers workers = new Workers(4)) {
      workers.run(
          1000,
          (item, worker) -> {
            assertThat(busy.incrementAndGet(worker)).isEqualTo(1);
            done.incrementAndGet(item);
            busy.decrementAndGet(worker);
          });
    }
    for (int item = 0; item < 1000; item++) {
      assertThat(done.get(item)).isEqualTo(1);
    }
  }

  @Test
  void aFailureReachesTheCallerAndEndsTheWork() {
    try (Workers workers = new Workers(2)) {
      assertThatThrownBy(
              () ->
                  workers.run(
                      1_000_000_000,
                      (item, worker) -> {
                        if (item == 7) {
                          throw new IllegalArgumentException("item 7");
                        }
                      }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("item 7");
    }
  }

  @Test
  void closingEndsAllThreads() throws InterruptedException {
    try (PointerScope scope = new PointerScope();
        Problem problem = new Problem(4, 9)) {
      try (PairKernel kernel = new VectorKernel(3, 0)) {
        problem.everything(kernel);
        assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
      }
    }
    assertNoThreads();
  }

  @Test
  void anInterruptedCallerGetsItsResultStaysInterruptedAndLeavesNoThread() throws Exception {
    try (PointerScope scope = new PointerScope();
        Problem problem = new Problem(4, 9);
        PairKernel kernel = new VectorKernel(3, 0)) {
      float[] expected = Torch.floats(problem.relate(kernel).regions());
      Thread.currentThread().interrupt();
      float[] interrupted = Torch.floats(problem.relate(kernel).regions());
      assertThat(Thread.interrupted()).isTrue();
      assertThat(interrupted).isEqualTo(expected);
    }
    assertNoThreads();
  }

  @Test
  void severalCallersAreServedOneAfterTheOther() throws Exception {
    try (PairKernel kernel = new VectorKernel(2, 1 << 28)) {
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (int c = 0; c < 4; c++) {
        int regions = 5 + c;
        calls.add(() -> sameEachTime(kernel, regions));
      }
      ExecutorService callers = Executors.newFixedThreadPool(4);
      try {
        for (Future<Boolean> call : callers.invokeAll(calls)) {
          assertThat(call.get()).isTrue();
        }
      } finally {
        callers.shutdown();
      }
    }
  }

  private static synchronized Problem problem(int regions) {
    return new Problem(3, regions); // draws from libtorch's one generator
  }

  private static boolean sameEachTime(PairKernel kernel, int regions) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        Problem problem = problem(regions);
        PairKernel own = new VectorKernel(1, 0)) {
      float[] expected = Torch.floats(problem.relate(own).regions());
      for (int i = 0; i < 20; i++) {
        float[] x = Torch.floats(kernel.relate(problem.pairs(problem.boxTerm(1), null)).regions());
        assertThat(x).isEqualTo(expected);
      }
      return true;
    }
  }
}
