package io.murel.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.golden.Golden;
import io.murel.io.Safetensors;
import io.murel.nn.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every fusion against the original's numbers. */
class FusionsGoldenTest {

  @TestFactory
  Stream<DynamicTest> everyFusionGivesTheOriginalsOutputsAndGradients() {
    JsonNode cases = Golden.json("fusions/index.json");
    return StreamSupport.stream(cases.spliterator(), false)
        .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> check(c)));
  }

  private static void check(JsonNode expected) {
    String name = expected.get("name").asText() + " ";
    Safetensors file = Golden.tensors("fusions/" + expected.get("file").asText());
    try (PointerScope scope = new PointerScope();
        Fusion fusion = Fusions.create(Golden.options(expected.get("options")))) {
      Map<String, Tensor> parameters = fusion.namedParameters();
      assertThat(parameters.keySet()).containsExactlyElementsOf(strings(expected.get("params")));
      assertThat(fusion.parameterCount()).isEqualTo(expected.get("n_params").asLong());
      fusion.loadStateDict(Golden.state(file, "state."), "the reference");
      fusion.train(false);

      Tensor x0 = Torch.tensor(file.get("in.0")).requires_grad_(true);
      Tensor x1 = Torch.tensor(file.get("in.1")).requires_grad_(true);
      Tensor out = fusion.forward(x0, x1);
      Golden.assertClose(name + "out", out, file.get("out"), 2e-6 + 10 * error(expected, "out"));

      Tensor terms = out.mul(Torch.tensor(file.get("loss_w")));
      Tensor loss = terms.sum();
      double scale = terms.detach().abs().sum().item_double();
      assertThat(loss.item_double())
          .as(name + "loss")
          .isCloseTo(expected.get("loss").asDouble(), within(scale * 1e-5));
      loss.backward();

      double inputTolerance = 2e-5 + 10 * error(expected, "grad_in");
      Golden.assertClose(name + "grad_in.0", x0.grad(), file.get("grad_in.0"), inputTolerance);
      Golden.assertClose(name + "grad_in.1", x1.grad(), file.get("grad_in.1"), inputTolerance);
      double tolerance = 2e-5 + 10 * error(expected, "grad");
      parameters.forEach(
          (key, parameter) -> {
            String grad = "grad." + key;
            Golden.assertClose(name + grad, gradient(parameter), file.get(grad), tolerance);
          });
    }
  }

  /** An empty chunk takes no part and gets no gradient: zero elements of it. */
  private static Tensor gradient(Tensor parameter) {
    return parameter.grad().defined() ? parameter.grad() : torch.zeros_like(parameter);
  }

  /** How far float32 is from float64 in the original; 0 where it is not given. */
  private static double error(JsonNode expected, String group) {
    return expected.path("f32_vs_f64_rel_err").path(group).asDouble(0);
  }

  private static List<String> strings(JsonNode array) {
    List<String> out = new ArrayList<>();
    array.forEach(node -> out.add(node.asText()));
    return out;
  }
}
