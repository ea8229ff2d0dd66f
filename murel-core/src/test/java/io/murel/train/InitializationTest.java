package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.fusion.Fusions;
import io.murel.nn.Bilinear;
import io.murel.nn.Init;
import io.murel.nn.Linear;
import io.murel.nn.Module;
import io.murel.nn.Torch;
import io.murel.options.Options;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class InitializationTest {

  private static final class Words extends Module {
    final Tensor vectors = parameter("embedding.weight", Init.uniform(1, 40, 60));
    final Tensor gates = parameter("rnn.weight_ih_l0", Init.uniform(1, 3 * 100, 200));
  }

  private static final class Net extends Module {
    final Words words = add("txt_enc", new Words());
    final Linear layer = add("layer", new Linear(200, 100));
  }

  @Test
  void glorotDrawsMatricesWithItsVarianceAndSetsBiasesToZero() {
    torch.manual_seed(1);
    try (Net net = new Net()) {
      float[] vectors = Torch.floats(net.words.vectors);
      Initialization.from(Options.of(Map.of("init", "glorot", "init_gain", 1.5))).apply(net);
      double deviation = net.layer.weight().std().item_double();
      // a uniform of +-b has deviation b / sqrt(3)
      assertThat(deviation).isCloseTo(1.5 * Math.sqrt(2.0 / 300), Offset.offset(0.002));
      assertThat(Torch.floats(net.layer.bias())).containsOnly(0f);
      assertThat(Torch.floats(net.words.vectors)).isEqualTo(vectors);
      assertThat(net.words.gates.std().item_double())
          .as("each of three gates is a layer of 200 to 100")
          .isCloseTo(Math.sqrt(2.0 / 300), Offset.offset(0.002));
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
