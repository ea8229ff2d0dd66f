package io.murel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.io.NdArray;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Training in this process with all that starts threads. */
class ThreadsTest extends BadInput {

  private static final long PATIENCE = 5_000; // ms

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

  private static void assertNoThreads() throws InterruptedException {
    for (Thread thread : threads()) {
      thread.join(PATIENCE);
    }
    assertThat(threads()).isEmpty();
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("murel-"))
        .toList();
  }
}
