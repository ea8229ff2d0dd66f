package io.murel.vqa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.murel.model.SmallNets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One model for many threads, and its memory given back. */
class VqaModelThreadsTest {

  private static final int THREADS = 8;
  private static final int V = SmallNets.V;

  @TempDir private Path temp;

  private VqaModel model(Object... options) throws IOException {
    return VqaModel.load(
        TinyModel.write(
            temp, TinyModel.description(SmallNets.murel(options), TinyModel.features(V))));
  }

  @Test
  void threadsGetTheAnswersOfTheirQuestions() throws Exception {
    List<Query> queries = VqaModelTest.queries(15);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (VqaModel model = model()) {
      List<List<Answer>> alone = queries.stream().map(query -> model.answer(query, 5)).toList();
      List<Future<?>> done = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int from = t;
        done.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 60; i++) {
                    int q = (from + i) % queries.size();
                    List<Answer> answers =
                        i % 2 == 0
                            ? model.answer(queries.get(q), 5)
                            : model.explain(queries.get(q), 5).answers();
                    assertThat(answers).isEqualTo(alone.get(q));
                  }
                  return null;
                }));
      }
      for (Future<?> thread : done) {
        thread.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void closingWaitsForCallsAndRefusesLaterOnes() throws Exception {
    List<Query> queries = VqaModelTest.queries(5);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    AtomicInteger answered = new AtomicInteger();
    try {
      VqaModel model = model();
      List<Answer> right = model.answer(queries.get(0), 5);
      List<Future<?>> done = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        done.add(
            threads.submit(
                () -> {
                  try {
                    while (true) {
                      List<Answer> answers = model.answer(queries, 5).get(0);
                      for (int k = 0; k < 5; k++) {
                        assertThat(answers.get(k).answer()).isEqualTo(right.get(k).answer());
                        assertThat(answers.get(k).score())
                            .isCloseTo(right.get(k).score(), within(1e-5));
                      }
                      answered.incrementAndGet();
                    }
                  } catch (IllegalStateException e) {
                    assertThat(e).hasMessage("the model " + temp + " is closed");
                  }
                }));
      }
      while (answered.get() < 4 * THREADS) {
        Thread.sleep(1);
      }
      model.close();
      for (Future<?> thread : done) {
        thread.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void closingGivesTheMemoryBack() throws IOException {
    int hidden = 1 << 20; // some 25 MB of weights
    long megabytes = 0;
    for (int i = 0; i < 24; i++) {
      try (VqaModel model = model("self_q_att_dim", hidden)) {
        model.answer(TinyModel.regions(3, V, i), "what is left", 1);
      }
      if (i == 3) {
        megabytes = Pointer.physicalBytes() >> 20;
      }
    }
    assertThat((Pointer.physicalBytes() >> 20) - megabytes).isLessThan(200); // 20 models: 500
  }

  @Test
  void answeringLeavesNothingBehind() throws IOException {
    try (VqaModel model = model()) {
      List<Query> queries = VqaModelTest.queries(64);
      long megabytes = 0;
      for (int i = 0; i < 300; i++) {
        model.explain(queries, 3);
        if (i == 50) {
          megabytes = Pointer.physicalBytes() >> 20;
        }
      }
      assertThat((Pointer.physicalBytes() >> 20) - megabytes).isLessThan(100);
    }
  }
}
