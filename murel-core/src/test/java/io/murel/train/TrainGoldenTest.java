package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.murel.golden.Golden;
import io.murel.golden.GoldenNet;
import io.murel.io.NdArray;
import io.murel.io.Safetensors;
import io.murel.model.Batch;
import io.murel.model.VqaNetwork;
import io.murel.nn.Device;
import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.relation.kernel.KernelOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
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

  /** What computes the relations. */
  List<KernelOptions.Kind> kernels() {
    return List.of(KernelOptions.Kind.TILED, KernelOptions.Kind.NAIVE);
  }

  /** Where they are computed. */
  Device device() {
    return Device.CPU;
  }

  @TestFactory
  Stream<DynamicTest> trainingFollowsTheOriginalStepByStep() {
    JsonNode index = Golden.json("train/index.json");
    return kernels().stream()
        .flatMap(
            kernel ->
                StreamSupport.stream(index.get("cases").spliterator(), false)
                    .map(
                        c ->
                            DynamicTest.dynamicTest(
                                kernel + " " + c.get("name").asText(),
                                () -> check(index, c, kernel))));
  }

  private void check(JsonNode index, JsonNode c, KernelOptions.Kind kernel) {
    Safetensors file = Golden.tensors("train/" + c.get("file").asText());
    try (PointerScope scope = new PointerScope()) {
      List<Batch> batches = new ArrayList<>();
      for (int i = 0; i < c.get("n_batches").asInt(); i++) {
        batches.add(GoldenNet.batch(file, "batch" + i + ".", ScalarType.Float).to(device()));
      }
      int visualDim = (int) batches.get(0).visual().size(2);
      Options options = Golden.options(c.get("optimizer"));
      try (VqaNetwork net =
          GoldenNet.network(index, c.get("network"), words(c, file), visualDim, kernel)) {
        net.loadStateDict(Golden.state(file, "init."), "init");
        net.train(true);
        net.to(device());
        try (Optimizer optimizer =
            Optimizers.create(OptimizerOptions.from(options), net.trainableParameters())) {
          run(c, file, net, optimizer, LearningRateSchedule.from(options), batches);
        }
      }
    }
  }

  private static void run(
      JsonNode c,
      Safetensors file,
      VqaNetwork net,
      Optimizer optimizer,
      LearningRateSchedule schedule,
      List<Batch> batches) {
    JsonNode f32 = c.get("per_step");
    JsonNode f64 = c.get("per_step_f64");
    double worst = 0;
    double worstNorm = 0;
    double normSum = 0;
    for (int step = 0; step < c.get("n_steps").asInt(); step++) {
      int epoch = step / c.get("steps_per_epoch").asInt();
      optimizer.setLearningRate(schedule.at(new Progress(epoch, 0)));
      optimizer.zeroGrad();
      Batch batch = batches.get(step % batches.size());
      Tensor loss = torch.cross_entropy(net.forward(batch), batch.classId());
      loss.backward();
      double norm = optimizer.clipGradNorm(c.get("grad_clip").asDouble());
      normSum += norm;
      optimizer.step();

      String at = "step " + step;
      worst = Math.max(worst, Math.abs(at(f32, "loss", step) - at(f64, "loss", step)));
      assertThat(loss.item_double())
          .as("loss at " + at)
          .isCloseTo(at(f32, "loss", step), Offset.offset(1e-5 + 10 * worst));
      assertThat(optimizer.learningRate())
          .as("rate at " + at)
          .isCloseTo(at(f32, "lr", step), Offset.offset(1e-6 * at(f32, "lr", step)));
      if (worst < WELL_CONDITIONED) {
        double rounding = Math.abs(at(f32, "grad_norm", step) - at(f64, "grad_norm", step));
        worstNorm = Math.max(worstNorm, rounding);
        double norms = 1e-3 * Math.max(1, at(f32, "grad_norm", step)) + 10 * worstNorm;
        assertThat(norm)
            .as("norm at " + at)
            .isCloseTo(at(f32, "grad_norm", step), Offset.offset(norms));
        assertThat(normSum / (step + 1))
            .as("running mean norm at " + at)
            .isCloseTo(at(f32, "running_mean_norm", step), Offset.offset(norms));
      }
      if (worst < WELL_CONDITIONED && file.arrays().keySet().stream().anyMatch(isAfter(step + 1))) {
        checkParameters(file, "after" + (step + 1) + ".", net.stateDict(), c);
      }
    }
    if (worst < WELL_CONDITIONED) {
      checkParameters(file, "final.", net.stateDict(), c);
    }
  }

  private static Predicate<String> isAfter(int steps) {
    return name -> name.startsWith("after" + steps + ".");
  }

  /** Parameters may differ by ten times what float32 and float64 of the original differ by. */
  private static void checkParameters(
      Safetensors file, String prefix, Map<String, Tensor> state, JsonNode c) {
    JsonNode sensitivity = c.get("max_abs_diff_final_f32_vs_f64");
    state.forEach(
        (name, tensor) -> {
          if (!NOISE.contains(name)) {
            double allowed = 1e-5 + 10 * sensitivity.path(name).asDouble(0);
            double[] mine = Torch.doubles(tensor);
            double[] expected = file.get(prefix + name).doubles();
            for (int i = 0; i < mine.length; i++) {
              assertThat(mine[i])
                  .as(prefix + name + "[" + i + "]")
                  .isCloseTo(expected[i], Offset.offset(allowed));
            }
          }
        });
  }

  private static double at(JsonNode perStep, String key, int step) {
    return perStep.get(key).get(step).asDouble();
  }

  /** The training cases give no words; their number follows from the embedding. */
  private static JsonNode words(JsonNode c, Safetensors file) {
    if (c.has("wid_to_word")) {
      return c.get("wid_to_word");
    }
    NdArray embedding = file.get("init.txt_enc.embedding.weight");
    ObjectNode words = new ObjectMapper().createObjectNode();
    for (int wid = 1; wid < embedding.shape()[0]; wid++) {
      words.put(Integer.toString(wid), "UNK");
    }
    return words;
  }
}
