package io.murel.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.nn.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class AdjacentRowsTest {

  private static final float[] COUNTING = {1, 2, 3, 4, 5, 6};

  @Test
  void neighboursAreJoinedWithoutACopy() {
    Torch.load();
    try (PointerScope scope = new PointerScope()) {
      Tensor whole = Torch.tensor(COUNTING, 3, 2);
      Tensor joined =
          AdjacentRows.join(
              new Tensor[] {whole.narrow(0, 0, 1), whole.narrow(0, 1, 1), whole.narrow(0, 2, 1)});
      assertThat(joined.shape()).containsExactly(3, 2);
      assertThat(joined.data_ptr()).isEqualTo(whole.data_ptr());
    }
  }

  @Test
  void othersAreCopiedTogether() {
    Torch.load();
    try (PointerScope scope = new PointerScope()) {
      Tensor whole = Torch.tensor(COUNTING, 3, 2);
      Tensor[] apart = {whole.narrow(0, 2, 1), whole.narrow(0, 0, 1)};
      assertThat(Torch.floats(AdjacentRows.join(apart))).containsExactly(5, 6, 1, 2);
      Tensor[] separate = {whole.narrow(0, 0, 1), whole.narrow(0, 1, 1).add(whole.narrow(0, 1, 1))};
      assertThat(Torch.floats(AdjacentRows.join(separate))).containsExactly(1, 2, 6, 8);
    }
  }
}
