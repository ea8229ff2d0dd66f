package io.murel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.io.NdArray;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Training in this process with all that starts threads. */
class ThreadsTest extends BadInput {

  private static final long PATIENCE = 5_000; // ms

  /** Of other tests, which may share a server. */
  private final Set<Thread> before = Set.copyOf(threads());

  @Test
  void noThreadOfOursIsLeftOfARun() throws Exception {
    assertThat(
            murelRun(
                OPTIONS,
                "--dataset.nb_threads",
                "2",
                "--engine.kernel",
                "vector",
                "--dataset.curriculum",
                "--engine.nb_epochs",
                "2"))
        .as(text(err))
        .isZero();
    assertNoThreads();
  }

  @Test
  void noneIsLeftOfOneThatFails() throws Exception {
    data.spoil("features", NdArray.of(nan(), 3, TinyDataSet.FEATURES));
    assertThat(murelRun(OPTIONS, "--dataset.nb_threads", "2", "--engine.kernel", "vector"))
        .isEqualTo(1);
    assertNoThreads();
  }

  private static float[] nan() {
    float[] values = new float[3 * TinyDataSet.FEATURES];
    Arrays.fill(values, Float.NaN);
    return values;
  }

  private void assertNoThreads() throws InterruptedException {
    for (Thread thread : left()) {
      thread.join(PATIENCE);
    }
    assertThat(left()).isEmpty();
  }

  private List<Thread> left() {
    return threads().stream()
        .filter(thread -> !before.contains(thread) && !thread.getName().startsWith("murel-http"))
        .toList();
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("murel-"))
        .toList();
  }
}
