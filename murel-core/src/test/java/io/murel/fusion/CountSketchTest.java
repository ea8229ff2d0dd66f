package io.murel.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.murel.nn.Torch;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class CountSketchTest {

  @Test
  void everyElementIsAddedToItsPlaceWithItsSign() {
    Torch.load();
    torch.manual_seed(2);
    try (PointerScope scope = new PointerScope();
        CountSketch sketch = new CountSketch(40, 16)) {
      long[] places = Torch.longs(sketch.stateDict().get("h"));
      float[] signs = Torch.floats(sketch.stateDict().get("s"));
      assertThat(Arrays.stream(places)).allMatch(h -> h >= 0 && h < 16);
      assertThat(Arrays.stream(places).distinct().count()).isGreaterThan(8);
      assertThat(signs).contains(-1f, 1f).containsOnly(-1f, 1f);

      Tensor x = torch.randn(3, 40);
      double[] values = Torch.doubles(x);
      double[] expected = new double[3 * 16];
      for (int i = 0; i < values.length; i++) {
        int element = i % 40;
        expected[i / 40 * 16 + (int) places[element]] += signs[element] * values[i];
      }
      assertThat(Torch.doubles(sketch.forward(x))).containsExactly(expected, within(1e-5));
    }
  }
}
