package io.murel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.nn.ThreeThreads;
import io.murel.options.Options;
import io.murel.relation.Related;
import io.murel.relation.kernel.KernelOptions;
import io.murel.relation.kernel.KernelOptions.Kind;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A single question is answered by libtorch's operations in one thread. */
@ExtendWith(ThreeThreads.class)
class SingleQuestionTest {

  @Test
  void libtorchKeepsToOneThreadForOneQuestion() {
    assertThat(threadsDuring(1, Kind.TILED)).containsOnly(1);
    assertThat(torch.get_num_threads()).isEqualTo(3);
  }

  @Test
  void severalQuestionsAndTheOriginalsSequenceHaveAllThreads() {
    assertThat(threadsDuring(2, Kind.TILED)).containsOnly(3);
    assertThat(threadsDuring(1, Kind.NAIVE)).containsOnly(3);
  }

  @Test
  void aFailureGivesTheThreadsBack() {
    StepObserver failing =
        new StepObserver() {
          @Override
          public void step(int step, Related related) {
            throw new IllegalStateException("seen enough");
          }
        };
    assertThatThrownBy(() -> forward(1, Kind.TILED, failing)).hasMessage("seen enough");
    assertThat(torch.get_num_threads()).isEqualTo(3);
  }

  private static List<Integer> threadsDuring(int questions, Kind kernel) {
    List<Integer> seen = new ArrayList<>();
    forward(
        questions,
        kernel,
        new StepObserver() {
          @Override
          public void step(int step, Related related) {
            seen.add(torch.get_num_threads());
          }
        });
    return seen;
  }

  private static void forward(int questions, Kind kernel, StepObserver observer) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        VqaNetwork network =
            Networks.create(
                Options.of(SmallNets.murel()),
                SmallNets.WORDS,
                SmallNets.V,
                KernelOptions.of(kernel))) {
      network.train(false);
      Batch all = SmallNets.batch(false);
      Batch some =
          new Batch(
              all.visual().narrow(0, 0, questions).to(ScalarType.Float),
              all.normCoord().narrow(0, 0, questions).to(ScalarType.Float),
              null,
              all.question().narrow(0, 0, questions),
              all.lengths().narrow(0, 0, questions),
              null);
      network.forward(some, observer);
    }
  }
}
