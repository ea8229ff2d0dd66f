package io.murel.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class FunctionsTest {

  @Test
  void theSignedSquareRootKeepsTheSign() {
    try (PointerScope scope = new PointerScope()) {
      Tensor z = Torch.tensor(new float[] {4, -9, 0, 0.25f}, 4);
      assertThat(Torch.floats(Functions.signedSqrt(z))).containsExactly(2, -3, 0, 0.5f);
    }
  }

  @Test
  void itsGradientIsHalfTheInverseRootAndZeroAtZero() {
    try (PointerScope scope = new PointerScope()) {
      Tensor z = Torch.tensor(new float[] {4, -9, 0, -0f, 0.25f}, 5).requires_grad_(true);
      Functions.signedSqrt(z).sum().backward();
      assertThat(Torch.floats(z.grad())).containsExactly(1 / 4f, 1 / 6f, 0, 0, 1);
    }
  }

  @Test
  void aVectorOfZerosStaysZeroAndItsGradientsAreZero() {
    try (PointerScope scope = new PointerScope()) {
      Tensor z = Torch.tensor(new float[] {0, 0, 3, -4}, 2, 2).requires_grad_(true);
      Tensor y = Functions.powerNormalize(z);
      y.sum().backward();
      assertThat(Torch.floats(y))
          .containsExactly(
              new float[] {0, 0, (float) Math.sqrt(3 / 7.0), (float) -Math.sqrt(4 / 7.0)},
              within(1e-6f));
      assertThat(Torch.floats(z.grad())).startsWith(0, 0).doesNotContain(Float.NaN);
    }
  }

  @Test
  void inFewerPassesTheNumbersAreTheSame() {
    Torch.load();
    torch.manual_seed(3);
    try (PointerScope scope = new PointerScope()) {
      Tensor z = torch.randn(5, 80);
      z.select(0, 2).zero_();
      float[] expected = Torch.floats(Functions.powerNormalize(z));
      try (NoGradGuard noGrad = new NoGradGuard()) {
        float[] before = Torch.floats(z);
        assertThat(Torch.floats(Functions.powerNormalizeFast(z)))
            .containsExactly(expected, within(1e-7f));
        assertThat(Torch.floats(z)).isEqualTo(before);
      }
    }
  }

  @Test
  void whereGradientsAreWantedThoseOfZerosAreZero() {
    try (PointerScope scope = new PointerScope()) {
      Tensor z = Torch.tensor(new float[] {0, 3}, 1, 2).requires_grad_(true);
      Functions.powerNormalizeFast(z).sum().backward();
      assertThat(Torch.floats(z.grad())).doesNotContain(Float.NaN).startsWith(0);
    }
  }

  @Test
  void aTinyVectorIsDividedByTheSmallestNorm() {
    try (PointerScope scope = new PointerScope()) {
      Tensor z = Torch.tensor(new float[] {3e-13f, 4e-13f}, 1, 2);
      assertThat(Torch.floats(Functions.l2Normalize(z)))
          .containsExactly(new float[] {0.3f, 0.4f}, within(1e-6f));
    }
  }
}
