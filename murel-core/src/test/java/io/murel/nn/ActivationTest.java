package io.murel.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.murel.options.Options;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class ActivationTest {

  @Test
  void appliesItsFunction() {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = Torch.tensor(new float[] {-2, 0, 1}, 3);
      assertThat(Activation.NONE.apply(x)).isSameAs(x);
      assertThat(Torch.floats(Activation.RELU.apply(x))).containsExactly(0, 0, 1);
      assertThat(Torch.floats(Activation.TANH.apply(x)))
          .containsExactly(
              new float[] {(float) Math.tanh(-2), 0, (float) Math.tanh(1)}, within(1e-6f));
      assertThat(Torch.floats(Activation.SIGMOID.apply(x)))
          .containsExactly(new float[] {0.1192029f, 0.5f, 0.7310586f}, within(1e-6f));
    }
  }

  @Test
  void isReadByNameWhereNullMeansNoneAndNothingTheFallback() {
    Map<String, Object> none = new HashMap<>();
    none.put("activ", null);
    assertThat(read(Map.of("activ", "tanh"))).isEqualTo(Activation.TANH);
    assertThat(read(Map.of("activ", "sigmoid"))).isEqualTo(Activation.SIGMOID);
    assertThat(read(none)).isEqualTo(Activation.NONE);
    assertThat(read(Map.of())).isEqualTo(Activation.RELU);
    assertThatThrownBy(() -> read(Map.of("activ", "relo")))
        .hasMessage(
            "activ: found 'relo', expected one of relu, tanh, sigmoid. Did you mean 'relu'?");
  }

  private static Activation read(Map<String, Object> values) {
    return Activation.from(Options.of(values), "activ", Activation.RELU);
  }
}
