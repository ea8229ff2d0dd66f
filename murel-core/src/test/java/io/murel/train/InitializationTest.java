package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.nn.Linear;
import io.murel.nn.Module;
import io.murel.nn.Torch;
import io.murel.options.Options;
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
