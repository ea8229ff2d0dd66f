package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.fusion.Fusions;
import io.murel.nn.Bilinear;
import io.murel.nn.Linear;
import io.murel.nn.Module;
import io.murel.nn.Torch;
import io.murel.options.Options;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class InitializationTest {

  private static final class Net extends Module {
    final Linear encoder = add("txt_enc", new Linear(40, 60));
    final Linear layer = add("layer", new Linear(200, 100));
  }

  @Test
  void glorotDrawsMatricesWithItsVarianceAndSetsBiasesToZero() {
    torch.manual_seed(1);
    try (Net net = new Net()) {
      float[] encoder = Torch.floats(net.encoder.weight());
      Initialization.from(Options.of(Map.of("init", "glorot", "init_gain", 1.5))).apply(net);
      double deviation = net.layer.weight().std().item_double();
      // a uniform of +-b has deviation b / sqrt(3)
      assertThat(deviation).isCloseTo(1.5 * Math.sqrt(2.0 / 300), Offset.offset(0.002));
      assertThat(Torch.floats(net.layer.bias())).containsOnly(0f);
      assertThat(Torch.floats(net.encoder.weight())).isEqualTo(encoder);
      assertThat(net.layer.weight().requires_grad()).isTrue();
    }
  }

  @Test
  void aBilinearMapKeepsTheVarianceOfTheProductsOfItsInputs() {
    torch.manual_seed(1);
    try (Module net = new Bilinears()) {
      Initialization.from(Options.of(Map.of("init", "glorot"))).apply(net);
      double deviation = net.namedParameters().get("map.weight").std().item_double();
      // [10, 20, 30]: 20 * 30 products for each output, 10 * 30 of each input
      assertThat(deviation).isCloseTo(Math.sqrt(2.0 / (600 + 300)), Offset.offset(0.001));
    }
  }

  private static final class Bilinears extends Module {
    Bilinears() {
      add("map", new Bilinear(20, 30, 10));
    }
  }

  @Test
  void anEmptyChunkIsLeftAlone() {
    Map<String, Object> block =
        Map.of(
            "type",
            "block",
            "input_dims",
            List.of(3, 3),
            "output_dim",
            2,
            "mm_dim",
            6,
            "chunks",
            4);
    try (Module net = Fusions.create(Options.of(block))) {
      assertThat(net.namedParameters().values()).anyMatch(p -> p.numel() == 0);
      Initialization.from(Options.of(Map.of("init", "glorot"))).apply(net);
      assertThat(Torch.floats(net.namedParameters().get("linear0.weight")))
          .doesNotContain(Float.NaN, 0f);
    }
  }

  @Test
  void withoutTheOptionPyTorchsWeightsStay() {
    try (Net net = new Net()) {
      float[] before = Torch.floats(net.layer.weight());
      Initialization.from(Options.of(Map.of())).apply(net);
      assertThat(Torch.floats(net.layer.weight())).isEqualTo(before);
    }
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> Initialization.from(Options.of(Map.of("init", "gloro"), "optimizer")))
        .hasMessage(
            "optimizer.init: found 'gloro', expected one of default, glorot."
                + " Did you mean 'glorot'?");
  }
}
