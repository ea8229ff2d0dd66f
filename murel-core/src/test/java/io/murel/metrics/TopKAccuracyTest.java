package io.murel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.nn.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class TopKAccuracyTest {

  @Test
  void withFewerAnswersThanKEveryAnswerIsAmongTheBest() {
    try (PointerScope scope = new PointerScope()) {
      Tensor logits = Torch.tensor(new float[] {.1f, .2f, .9f, .3f}, 2, 2);
      Tensor classId = Torch.tensor(new long[] {0, 1}, 2);
      assertThat(TopKAccuracy.of(logits, classId, 5)).isEqualTo(new TopKAccuracy(2, 2));
      assertThat(TopKAccuracy.of(logits, classId, 1)).isEqualTo(new TopKAccuracy(0, 2));
    }
  }

  @Test
  void batchesAddUpByQuestion() {
    TopKAccuracy sum = new TopKAccuracy(1, 2).plus(new TopKAccuracy(1, 1));
    assertThat(sum.percent()).isEqualTo(200.0 / 3);
  }
}
