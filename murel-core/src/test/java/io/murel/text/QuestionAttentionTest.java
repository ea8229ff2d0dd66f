package io.murel.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.nn.Linear;
import io.murel.nn.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class QuestionAttentionTest {

  @Test
  void weightsSumToOneOverTheWordsAndAreZeroOnThePadding() {
    try (PointerScope scope = new PointerScope();
        Linear hidden = new Linear(4, 5);
        Linear scores = new Linear(5, 2)) {
      QuestionAttention attention = new QuestionAttention(hidden, scores);
      Tensor steps = torch.randn(2, 3, 4).mul(Torch.tensor(new float[] {1000}, 1));
      Tensor lengths = Torch.tensor(new long[] {2, 3}, 2);
      float[] weights = Torch.floats(attention.weights(steps, lengths)); // [2, 3, 2]
      assertThat(new float[] {weights[4], weights[5]}).containsOnly(0);
      assertThat(weights[0] + weights[2]).isEqualTo(1);
      assertThat(weights[7] + weights[9] + weights[11])
          .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-6f));
      assertThat(attention.forward(steps, lengths).shape()).containsExactly(2, 8);
    }
  }

  @Test
  void aQuestionWithoutWordsGivesZerosAndAFiniteGradient() {
    try (PointerScope scope = new PointerScope();
        Linear hidden = new Linear(4, 5);
        Linear scores = new Linear(5, 2)) {
      QuestionAttention attention = new QuestionAttention(hidden, scores);
      Tensor steps = torch.randn(1, 3, 4).requires_grad_(true);
      Tensor out = attention.forward(steps, Torch.tensor(new long[] {0}, 1));
      assertThat(Torch.floats(out)).containsOnly(0);
      out.sum().backward();
      assertThat(Torch.floats(steps.grad())).containsOnly(0);
    }
  }
}
