package io.murel.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.golden.Golden;
import io.murel.golden.GoldenNet;
import io.murel.io.Safetensors;
import io.murel.nn.Device;
import io.murel.nn.Torch;
import io.murel.relation.Related;
import io.murel.relation.kernel.KernelOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every network of the reference: logits, loss, each step and every gradient, in both precisions.
 *
 * <p>The signed square root has no bound on its slope at 0, so a single product of two regions that
 * happens to be near 0 turns the rounding of float32 into an arbitrary error of a few gradients.
 * The formulas are therefore checked in float64, element by element; float32 gradients as a whole
 * (L2).
 */
class NetGoldenTest {

  /** What computes the relations. */
  List<KernelOptions.Kind> kernels() {
    return List.of(KernelOptions.Kind.TILED, KernelOptions.Kind.NAIVE);
  }

  /** Where they are computed. */
  Device device() {
    return Device.CPU;
  }

  @TestFactory
  Stream<DynamicTest> networksGiveTheNumbersOfTheOriginalInFloat64() {
    return cases(ScalarType.Double, Golden::relativeError, 2e-5);
  }

  @TestFactory
  Stream<DynamicTest> networksGiveTheNumbersOfTheOriginalInFloat32() {
    return cases(ScalarType.Float, Golden::relativeL2, 1e-3);
  }

  private Stream<DynamicTest> cases(
      ScalarType type, ToDoubleBiFunction<double[], double[]> gradientError, double gradients) {
    JsonNode index = Golden.json("net/index.json");
    return kernels().stream()
        .flatMap(
            kernel ->
                StreamSupport.stream(index.get("cases").spliterator(), false)
                    .filter(c -> kernel == kernels().get(0) || relates(c))
                    .map(
                        c ->
                            DynamicTest.dynamicTest(
                                kernel + " " + c.get("name").asText(),
                                () -> check(index, c, kernel, type, gradientError, gradients))));
  }

  private static boolean relates(JsonNode c) {
    return c.get("network").get("name").asText().equals("murel_net");
  }

  private void check(
      JsonNode index,
      JsonNode c,
      KernelOptions.Kind kernel,
      ScalarType type,
      ToDoubleBiFunction<double[], double[]> gradientError,
      double gradients) {
    Safetensors file = Golden.tensors("net/" + c.get("file").asText());
    try (PointerScope scope = new PointerScope()) {
      Batch batch = GoldenNet.batch(file, "batch.", type).to(device());
      int visualDim = (int) batch.visual().size(2);
      try (VqaNetwork net =
          GoldenNet.network(index, c.get("network"), c.get("wid_to_word"), visualDim, kernel)) {
        checkParameters(net, c);
        net.loadStateDict(Golden.state(file, "state."), c.get("name").asText());
        net.to(type);
        net.to(device());
        net.train(false);
        batch.visual().requires_grad_(true);
        batch.normCoord().requires_grad_(true);
        List<Tensor> steps = new ArrayList<>();
        Tensor logits = net.forward(batch, observer(steps));
        Tensor loss = torch.cross_entropy(logits, batch.classId());
        loss.backward();

        JsonNode errors = c.get("f32_vs_f64_rel_err");
        double outputs = 2e-6 + 10 * errors.get("logits").asDouble();
        Golden.assertClose("logits", logits, file.get("logits"), outputs);
        try (NoGradGuard noGrad = new NoGradGuard()) { // some things are then computed otherwise
          Golden.assertClose("answered", net.forward(batch), file.get("logits"), outputs);
        }
        assertThat(Torch.longs(logits.argmax(new LongOptional(1), false)))
            .isEqualTo(longs(c.get("answer_ids")));
        assertThat(loss.item_double())
            .isCloseTo(c.get("loss").asDouble(), Offset.offset(10 * outputs));
        for (int i = 0; i < steps.size(); i++) {
          Golden.assertClose("step " + i, steps.get(i), file.get("inter.cell_out." + i), outputs);
        }
        double visual = gradients + 10 * errors.get("grad_visual").asDouble();
        List<Gradient> inputs = new ArrayList<>();
        inputs.add(new Gradient("grad_visual", batch.visual()));
        if (file.arrays().containsKey("grad_norm_coord")) {
          inputs.add(new Gradient("grad_norm_coord", batch.normCoord()));
        }
        checkGradients(inputs, file, gradientError, visual);
        List<Gradient> parameters = new ArrayList<>();
        net.namedParameters()
            .forEach(
                (name, parameter) -> {
                  if (file.arrays().containsKey("grad." + name)) {
                    parameters.add(new Gradient("grad." + name, parameter));
                  }
                });
        double tolerance = gradients + 10 * errors.get("grad").asDouble();
        checkGradients(parameters, file, gradientError, tolerance);
      }
    }
  }

  private static StepObserver observer(List<Tensor> steps) {
    return new StepObserver() {
      @Override
      public void step(int step, Related related) {
        steps.add(related.regions());
      }
    };
  }

  private static void checkParameters(VqaNetwork net, JsonNode c) {
    assertThat(net.namedParameters().keySet()).containsExactlyElementsOf(strings(c.get("params")));
    assertThat(net.parameterCount()).isEqualTo(c.get("nparams").asLong());
    assertThat(net.namedParameters().entrySet())
        .filteredOn(e -> !e.getValue().requires_grad())
        .extracting(Map.Entry::getKey)
        .containsExactlyElementsOf(strings(c.get("params_without_grad")));
  }

  private record Gradient(String name, Tensor of) {}

  /** The tolerance is for a group of tensors, so the error is relative to the whole group. */
  private static void checkGradients(
      List<Gradient> group,
      Safetensors file,
      ToDoubleBiFunction<double[], double[]> error,
      double tolerance) {
    List<Double> actual = new ArrayList<>();
    List<Double> expected = new ArrayList<>();
    for (Gradient gradient : group) {
      for (double g : Torch.doubles(gradient.of().grad())) {
        actual.add(g);
      }
      for (double g : file.get(gradient.name()).doubles()) {
        expected.add(g);
      }
    }
    assertThat(error.applyAsDouble(array(actual), array(expected)))
        .as("error of " + group.get(0).name() + " and the " + (group.size() - 1) + " after it")
        .isLessThanOrEqualTo(tolerance);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static long[] longs(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }

  private static List<String> strings(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
