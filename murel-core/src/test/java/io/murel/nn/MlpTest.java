package io.murel.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.murel.options.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class MlpTest {

  private static Mlp mlp(Object... more) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("input_dim", 2);
    values.put("dimensions", List.of(3, 1));
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    return MlpOptions.from(Options.of(values)).create();
  }

  @Test
  void activatesBetweenItsLayersAndNotAfterTheLast() {
    try (PointerScope scope = new PointerScope();
        Mlp mlp = mlp()) {
      Map<String, Tensor> state = new LinkedHashMap<>();
      state.put("linears.0.weight", Torch.tensor(new float[] {1, 0, 0, 1, -1, -1}, 3, 2));
      state.put("linears.0.bias", Torch.tensor(new float[] {0, 0, 1}, 3));
      state.put("linears.1.weight", Torch.tensor(new float[] {2, 3, 5}, 1, 3));
      state.put("linears.1.bias", Torch.tensor(new float[] {-100}, 1));
      assertThat(mlp.stateDict().keySet()).containsExactlyElementsOf(state.keySet());
      mlp.loadStateDict(state, "test");
      Tensor x = Torch.tensor(new float[] {4, -7, -1, 1}, 2, 2);
      // hidden: (4, 0, relu(1 - 4 + 7) = 4) and (0, 1, 1)
      assertThat(Torch.floats(mlp.forward(x))).containsExactly(8 + 20 - 100, 3 + 5 - 100);
    }
  }

  @Test
  void dropsHiddenUnitsInTrainingOnly() {
    try (PointerScope scope = new PointerScope();
        Mlp mlp = mlp("dropout", 0.5, "activation", null)) {
      Tensor x = Torch.tensor(new float[] {4, -7}, 1, 2);
      mlp.train(false);
      float[] whole = Torch.floats(mlp.forward(x));
      assertThat(Torch.floats(mlp.forward(x))).isEqualTo(whole);
      mlp.train(true);
      torch.manual_seed(3);
      double sum = 0;
      for (int i = 0; i < 2000; i++) {
        try (PointerScope one = new PointerScope()) {
          sum += Torch.floats(mlp.forward(x))[0];
        }
      }
      double scale = Math.max(1, Math.abs(whole[0]));
      assertThat(sum / 2000).isCloseTo(whole[0], within(0.2 * scale)); // right on average
    }
  }
}
