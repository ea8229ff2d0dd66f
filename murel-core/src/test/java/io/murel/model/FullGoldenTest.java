package io.murel.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.golden.Golden;
import io.murel.io.NdArray;
import io.murel.io.Safetensors;
import io.murel.nn.Device;
import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.relation.Related;
import io.murel.relation.kernel.KernelOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The full-size networks on weights and inputs that follow from a formula. */
class FullGoldenTest {

  /** What computes the relations. */
  KernelOptions.Kind kernel() {
    return KernelOptions.Kind.TILED;
  }

  /** Where they are computed. */
  Device device() {
    return Device.CPU;
  }

  @TestFactory
  Stream<DynamicTest> fullSizeNetworksGiveTheNumbersOfTheOriginal() {
    return StreamSupport.stream(Golden.json("full/index.json").spliterator(), false)
        .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> check(c)));
  }

  private void check(JsonNode c) {
    Safetensors file = Golden.tensors("full/" + c.get("name").asText() + ".safetensors");
    FormulaTensors formula = new FormulaTensors(c.get("salt").asText());
    c.get("checks")
        .fields()
        .forEachRemaining(
            check -> {
              float[] expected = new float[check.getValue().size()];
              for (int i = 0; i < expected.length; i++) {
                expected[i] = (float) check.getValue().get(i).asDouble();
              }
              assertThat(formula.uniform(check.getKey(), expected.length)).isEqualTo(expected);
            });
    try (PointerScope scope = new PointerScope();
        VqaNetwork net = network(c)) {
      Map<String, Tensor> state = net.stateDict();
      state.replaceAll((name, tensor) -> formula.weight(name, tensor.shape()));
      net.loadStateDict(state, "formula");
      net.train(false);
      net.to(device());
      Batch batch = formula.batch(c).to(device());
      batch.visual().requires_grad_(true);
      List<Tensor> steps = new ArrayList<>();
      Tensor logits = net.forward(batch, observer(steps));
      Tensor loss = torch.cross_entropy(logits, batch.classId());
      loss.backward();

      JsonNode errors = c.get("f32_vs_f64_rel_err");
      double outputs = 2e-5 + 10 * errors.get("logits").asDouble();
      Golden.assertClose("logits", logits, file.get("logits"), outputs);
      try (NoGradGuard noGrad = new NoGradGuard()) { // some things are then computed otherwise
        Golden.assertClose("answered", net.forward(batch), file.get("logits"), outputs);
      }
      assertThat(loss.item_double()).isCloseTo(c.get("loss").asDouble(), Offset.offset(1e-4));
      for (int i = 0; i < steps.size(); i++) {
        NdArray expected = file.get("inter.cell_out." + i); // the first regions only
        Tensor mine = steps.get(i).narrow(1, 0, expected.shape()[1]);
        Golden.assertClose("step " + i, mine, expected, outputs);
      }
      checkGradientNorms(net, c.get("grad_stats"));
    }
  }

  private VqaNetwork network(JsonNode c) {
    List<String> words = Collections.nCopies(c.get("n_words").asInt(), "word");
    Options options = Golden.options(c.get("network"));
    Options encoder = options.child("txt_enc").without("dir_st");
    return Networks.create(
        options.with("txt_enc", encoder.values()), words, 2048, KernelOptions.of(kernel()));
  }

  private static StepObserver observer(List<Tensor> steps) {
    return new StepObserver() {
      @Override
      public void step(int step, Related related) {
        steps.add(related.regions());
      }
    };
  }

  /** Only where float32 and float64 of the original agree; see the reference's README. */
  private static void checkGradientNorms(VqaNetwork net, JsonNode stats) {
    int compared = 0;
    for (Map.Entry<String, Tensor> parameter : net.namedParameters().entrySet()) {
      JsonNode stat = stats.get(parameter.getKey());
      double sensitivity = stat == null ? 1 : stat.get("f32_vs_f64_rel_l2").asDouble(1);
      if (sensitivity < 1e-3) {
        double expected = stat.get("l2").asDouble();
        double tolerance = Math.max(10 * sensitivity, 2e-5) * expected;
        assertThat(parameter.getValue().grad().to(ScalarType.Double).norm().item_double())
            .as("gradient norm of " + parameter.getKey())
            .isCloseTo(expected, Offset.offset(tolerance));
        compared++;
      }
    }
    assertThat(compared).as("gradients that could be compared").isPositive();
  }

  /** Tensors from the reference's formula: FNV-1a of the name, then SplitMix64. */
  private record FormulaTensors(String salt) {

    private long bits(String name, long index) {
      long hash = 0xCBF29CE484222325L;
      for (byte b : (salt + name).getBytes(StandardCharsets.UTF_8)) {
        hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
      }
      long z = hash + (index + 1) * 0x9E3779B97F4A7C15L;
      z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
      z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
      return z ^ z >>> 31;
    }

    float[] uniform(String name, int n) {
      float[] out = new float[n];
      for (int i = 0; i < n; i++) {
        out[i] = (float) ((bits(name, i) >>> 40) * 0x1p-23 - 1);
      }
      return out;
    }

    Tensor weight(String name, long[] shape) {
      double scale = 0.05;
      if (name.equals("txt_enc.embedding.weight")) {
        scale = 0.5;
      } else if (shape.length == 2) {
        scale = 1.7 / Math.sqrt(shape[1]);
      }
      float[] values = uniform(name, (int) NdArray.numel(shape));
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (values[i] * scale);
      }
      if (name.equals("txt_enc.embedding.weight")) {
        Arrays.fill(values, 0, (int) shape[1], 0);
      }
      return Torch.tensor(values, shape);
    }

    Batch batch(JsonNode c) {
      int batch = c.get("batch").asInt();
      int regions = c.get("regions").asInt();
      int words = c.get("words").asInt();
      float[] visual = uniform("batch.visual", batch * regions * 2048);
      for (int i = 0; i < visual.length; i++) {
        visual[i] = Math.abs(visual[i]);
      }
      float[] coord = uniform("batch.norm_coord", batch * regions * 4);
      for (int i = 0; i < coord.length; i++) {
        coord[i] = (coord[i] + 1) / 4 + (i % 4 >= 2 ? 0.5f : 0);
      }
      long[] lengths = new long[batch];
      long[] classId = new long[batch];
      long[] question = new long[batch * words];
      for (int b = 0; b < batch; b++) {
        lengths[b] = c.get("lengths").get(b).asLong();
        classId[b] = c.get("class_id").get(b).asLong();
        for (int t = 0; t < lengths[b]; t++) {
          long raw = bits("batch.question", (long) b * words + t) >>> 33;
          question[b * words + t] = 1 + raw % c.get("n_words").asLong();
        }
      }
      return new Batch(
          Torch.tensor(visual, batch, regions, 2048),
          Torch.tensor(coord, batch, regions, 4),
          null,
          Torch.tensor(question, batch, words),
          Torch.tensor(lengths, batch),
          Torch.tensor(classId, batch));
    }
  }
}
