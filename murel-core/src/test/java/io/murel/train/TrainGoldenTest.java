package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.golden.Golden;
import io.murel.model.VqaNetwork;
import io.murel.nn.Torch;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Thirty optimisation steps of each reference case: losses, gradient norms, rates, parameters. */
class TrainGoldenTest {

  /** Softmax does not see these shifts: their gradient is rounding noise that Adam blows up. */
  private static final Set<String> NOISE =
      Set.of(
          "q_att_linear0.bias",
          "q_att_linear1.bias",
          "attention.linear1.bias",
          "attention.fusion.linear_out.bias");

  /** Where float32 and float64 of the original differ by more, rounding has reached the weights. */
  private static final double WELL_CONDITIONED = 1e-6;

  @TestFactory
  Stream<DynamicTest> trainingFollowsTheOriginalStepByStep() {
    JsonNode index = Golden.json("train/index.json");
    return StreamSupport.stream(index.get("cases").spliterator(), false)
        .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> check(index, c)));
  }

  private static void check(JsonNode index, JsonNode c) {
    try (PointerScope scope = new PointerScope()) {
      GoldenTraining training = GoldenTraining.of(index, c);
      try (VqaNetwork network = training.network();
          Optimizer optimizer = training.optimizer(network)) {
        run(training, network, optimizer);
      }
    }
  }

  private static void run(GoldenTraining training, VqaNetwork network, Optimizer optimizer) {
    double worst = 0;
    double worstNorm = 0;
    double normSum = 0;
    for (int step = 0; step < training.steps(); step++) {
      GoldenTraining.Step done = training.step(network, optimizer, step);
      normSum += done.gradNorm();
      worst = Math.max(worst, training.rounding("loss", step));
      assertNear("loss", step, done.loss(), training.expected("loss", step), 1e-5 + 10 * worst);
      double rate = training.expected("lr", step);
      assertNear("rate", step, optimizer.learningRate(), rate, 1e-6 * rate);
      if (worst < WELL_CONDITIONED) {
        double norm = training.expected("grad_norm", step);
        worstNorm = Math.max(worstNorm, training.rounding("grad_norm", step));
        double allowed = 1e-3 * Math.max(1, norm) + 10 * worstNorm;
        assertNear("norm", step, done.gradNorm(), norm, allowed);
        double mean = training.expected("running_mean_norm", step);
        assertNear("running mean norm", step, normSum / (step + 1), mean, allowed);
        checkParameters(training, "after" + (step + 1) + ".", network.stateDict());
      }
    }
    if (worst < WELL_CONDITIONED) {
      checkParameters(training, "final.", network.stateDict());
    }
  }

  private static void assertNear(
      String what, int step, double actual, double expected, double allowed) {
    assertThat(actual).as(what + " at step " + step).isCloseTo(expected, Offset.offset(allowed));
  }

  /**
   * Parameters, where the reference has them at this point, may differ by ten times what float32
   * and float64 of the original differ by.
   */
  private static void checkParameters(
      GoldenTraining training, String prefix, Map<String, Tensor> state) {
    JsonNode sensitivity = training.c().get("max_abs_diff_final_f32_vs_f64");
    Golden.state(training.tensors(), prefix)
        .forEach(
            (name, reference) -> {
              if (!NOISE.contains(name)) {
                double allowed = 1e-5 + 10 * sensitivity.path(name).asDouble(0);
                assertThat(Torch.doubles(state.get(name)))
                    .as(prefix + name)
                    .containsExactly(Torch.doubles(reference), Offset.offset(allowed));
              }
            });
  }
}
