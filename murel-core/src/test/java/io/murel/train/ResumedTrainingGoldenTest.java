package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.golden.Golden;
import io.murel.model.VqaNetwork;
import io.murel.nn.Torch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference's training, interrupted by a checkpoint in the original's format. */
class ResumedTrainingGoldenTest {

  private static final EngineState STATE = new EngineState(1, Map.of(), 0);

  @TempDir Path folder;

  /** Kept in a checkpoint after a step, the losses go on as they would have, and as they should. */
  @ParameterizedTest
  @CsvSource({"murel_adam, 10", "murel_smooth_adam, 10", "murel_adamax, 7"})
  void aCheckpointInBetweenChangesNoLoss(String name, int saved) {
    try (PointerScope scope = new PointerScope()) {
      GoldenTraining training = GoldenTraining.named(name);
      List<Double> whole = losses(training, training.steps());
      List<Double> parts = losses(training, saved);
      assertThat(parts).isEqualTo(whole);
      double worst = 0;
      for (int step = 0; step < training.steps(); step++) {
        worst = Math.max(worst, training.rounding("loss", step));
        assertThat(parts.get(step))
            .as("loss at step " + step)
            .isCloseTo(training.expected("loss", step), Offset.offset(1e-5 + 10 * worst));
      }
    }
  }

  /** The losses of all steps; at one of them everything passes through files. */
  private List<Double> losses(GoldenTraining training, int saved) {
    List<Double> losses = new ArrayList<>();
    Checkpoints checkpoints = new Checkpoints(folder);
    try (VqaNetwork first = training.network();
        Optimizer optimizer = training.optimizer(first)) {
      for (int step = 0; step < saved; step++) {
        losses.add(training.step(first, optimizer, step).loss());
      }
      checkpoints.save("last", first, optimizer, STATE);
    }
    try (VqaNetwork second = training.network();
        Optimizer optimizer = training.optimizer(second)) {
      checkpoints.load("last", second, optimizer);
      for (int step = saved; step < training.steps(); step++) {
        losses.add(training.step(second, optimizer, step).loss());
      }
    }
    return losses;
  }

  /** Step 31 on top of the original's 30, with and without our files in between. */
  @Test
  void aStepOnTheOriginalsStateIsTheSameAfterARoundTripBitByBit() {
    try (PointerScope scope = new PointerScope()) {
      GoldenTraining training = GoldenTraining.named("murel_adam");
      Path zip = Golden.path("ckpt/train_murel_adam_zip");
      Map<String, float[]> direct = stepFrom(training, zip);
      assertSame(stepFrom(training, Golden.path("ckpt/train_murel_adam_legacy")), direct);
      try (VqaNetwork network = training.network();
          Optimizer optimizer = training.optimizer(network)) {
        EngineState state = new Checkpoints(zip).load("last", network, optimizer);
        new Checkpoints(folder).save("last", network, optimizer, state);
      }
      assertSame(stepFrom(training, folder), direct);
    }
  }

  private static void assertSame(Map<String, float[]> actual, Map<String, float[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, values) -> assertThat(actual.get(name)).as(name).isEqualTo(values));
  }

  private static Map<String, float[]> stepFrom(GoldenTraining training, Path directory) {
    try (VqaNetwork network = training.network();
        Optimizer optimizer = training.optimizer(network)) {
      new Checkpoints(directory).load("last", network, optimizer);
      training.step(network, optimizer, training.steps());
      return values(network);
    }
  }

  private static Map<String, float[]> values(VqaNetwork network) {
    Map<String, float[]> out = new LinkedHashMap<>();
    network.stateDict().forEach((name, tensor) -> out.put(name, Torch.floats(tensor)));
    return out;
  }

  /** The same step computed here, number by number, from what lies in the original's files. */
  @ParameterizedTest
  @ValueSource(strings = {"zip", "legacy"})
  void aStepFollowsFromTheMomentsInTheOriginalsFile(String format) {
    try (PointerScope scope = new PointerScope()) {
      GoldenTraining training = GoldenTraining.named("murel_adam");
      try (VqaNetwork network = training.network();
          Optimizer optimizer = training.optimizer(network)) {
        new Checkpoints(Golden.path("ckpt/train_murel_adam_" + format))
            .load("last", network, optimizer);
        training.backward(network, optimizer, training.steps());
        Map<String, double[]> expected = new LinkedHashMap<>();
        network
            .namedParameters()
            .forEach((name, p) -> expected.put(name, adam(training, name, p, optimizer)));
        optimizer.step();
        network
            .namedParameters()
            .forEach(
                (name, parameter) ->
                    assertThat(Torch.doubles(parameter))
                        .as(name)
                        .containsExactly(expected.get(name), Offset.offset(1e-7)));
      }
    }
  }

  /** The values of a parameter after the step that its gradient asks for. */
  private static double[] adam(
      GoldenTraining training, String name, Tensor parameter, Optimizer optimizer) {
    double[] gradient = Torch.doubles(parameter.grad());
    double lr = optimizer.learningRate();
    double[] p = training.tensors().get("final." + name).doubles();
    double[] mean = training.tensors().get("optim.exp_avg." + name).doubles();
    double[] square = training.tensors().get("optim.exp_avg_sq." + name).doubles();
    int t = training.steps() + 1;
    for (int i = 0; i < p.length; i++) {
      double m = 0.9 * mean[i] + 0.1 * gradient[i];
      double v = 0.999 * square[i] + 0.001 * gradient[i] * gradient[i];
      double denominator = Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8;
      p[i] -= lr * m / (1 - Math.pow(0.9, t)) / denominator;
    }
    return p;
  }
}
