package io.murel.model;

import io.murel.nn.GradientCheck;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gradients of whole networks against finite differences in float64. */
class NetworkGradientTest {

  @ParameterizedTest(name = "agg {0}, self {1}, shared {2}")
  @CsvSource({"max, true, true", "max, false, false", "mean, true, false", "sum, false, true"})
  void gradientsOfAMurelNetworkAreTheSlopes(String agg, boolean self, boolean shared) {
    check(
        SmallNets.murel(
            "cell", SmallNets.cell(agg, self), "agg", Map.of("type", agg), "shared", shared));
  }

  @Test
  void gradientsOfTheAttentionBaselineAreTheSlopes() {
    check(SmallNets.attention());
  }

  private static void check(Map<String, Object> options) {
    try (PointerScope scope = new PointerScope();
        VqaNetwork net = SmallNets.create(options)) {
      net.to(ScalarType.Double);
      Batch batch = SmallNets.batch(true);
      Map<String, Tensor> leaves = new LinkedHashMap<>(net.namedParameters());
      leaves.remove("txt_enc.embedding.weight"); // padding: its first row has no gradient
      leaves.put("visual", batch.visual());
      if (options.get("name").equals("murel_net")) {
        leaves.put("normCoord", batch.normCoord());
      }
      GradientCheck.check(leaves, () -> net.forward(batch));
    }
  }
}
