package io.murel.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On {@code y = a^2 b}, whose gradients are {@code 2 a b g} and {@code a^2 g}. */
class CustomGradientsTest {

  private final CustomGradients custom = new CustomGradients();

  @AfterEach
  void close() {
    custom.close();
  }

  private Tensor product(Tensor a, Tensor b) {
    Tensor y;
    try (NoGradGuard noGrad = new NoGradGuard()) {
      y = a.mul(a).mul(b);
    }
    return custom.tie(
        y,
        List.of(a, b),
        Arrays.asList(a, b, null),
        (g, saved) ->
            new Tensor[] {
              saved[0].mul(saved[1]).mul(g).mul(new Scalar(2)), saved[0].mul(saved[0]).mul(g)
            });
  }

  private static Tensor leaf(float... values) {
    return Torch.tensor(values, values.length).requires_grad_(true);
  }

  @Test
  void gradientsFlowThroughTheResultToWhatTheInputsWereMadeOf() {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = leaf(1, 2, 3);
      Tensor w = leaf(4, 5, 6);
      Tensor a = x.mul(new Scalar(2)); // used a second time below
      Tensor y = product(a, w.exp());
      assertThat(Torch.floats(y)[1]).isCloseTo(16 * (float) Math.exp(5), within(0.01f));
      y.mul(a).sum().backward(); // (2x)^3 exp(w)
      float[] dx = Torch.floats(x.grad());
      float[] dw = Torch.floats(w.grad());
      for (int i = 0; i < 3; i++) {
        double e = Math.exp(4 + i);
        assertThat((double) dx[i]).isCloseTo(24 * (i + 1) * (i + 1) * e, within(1e-4 * e));
        double cube = 8 * Math.pow(i + 1, 3);
        assertThat((double) dw[i]).isCloseTo(cube * e, within(1e-4 * cube * e));
      }
    }
  }

  @Test
  void aParameterMayBeAnInput() {
    try (PointerScope scope = new PointerScope()) {
      Tensor a = leaf(3);
      Tensor b = leaf(5);
      product(a, b).sum().backward();
      assertThat(Torch.floats(a.grad())).containsExactly(30);
      assertThat(Torch.floats(b.grad())).containsExactly(9);
    }
  }

  @Test
  void oneThatNeedsNoGradientGetsNone() {
    try (PointerScope scope = new PointerScope()) {
      Tensor a = leaf(3);
      Tensor b = Torch.tensor(new float[] {5}, 1);
      product(a, b).sum().backward();
      assertThat(Torch.floats(a.grad())).containsExactly(30);
      assertThat(b.grad().defined()).isFalse();
    }
  }

  @Test
  void nothingIsTiedWhereNothingIsRecorded() {
    try (PointerScope scope = new PointerScope()) {
      Tensor a = leaf(3);
      try (NoGradGuard noGrad = new NoGradGuard()) {
        assertThat(product(a, a).requires_grad()).isFalse();
      }
      Tensor fixed = Torch.tensor(new float[] {5}, 1);
      assertThat(product(fixed, fixed).requires_grad()).isFalse();
      assertThat(custom.alive()).isZero();
    }
  }

  @Test
  void theGraphMayOutliveTheScopeItWasMadeIn() throws InterruptedException {
    try (PointerScope scope = new PointerScope()) {
      Tensor a = leaf(3);
      Tensor loss;
      try (PointerScope inner = new PointerScope()) {
        loss = product(a, leaf(5)).sum().retainReference();
      }
      for (int i = 0; i < 3; i++) {
        System.gc(); // libtorch holds the hooks' Java objects only weakly
        Thread.sleep(20);
      }
      loss.backward();
      assertThat(Torch.floats(a.grad())).containsExactly(30);
      loss.close();
    }
  }

  @Test
  void backwardRunsTwiceWhereTheGraphIsKept() {
    try (PointerScope scope = new PointerScope()) {
      Tensor a = leaf(3);
      Tensor loss = product(a, leaf(5)).sum();
      for (int i = 0; i < 2; i++) {
        loss.backward(new Tensor(), new BoolOptional(true), false, new TensorArrayRefOptional());
      }
      assertThat(Torch.floats(a.grad())).containsExactly(60);
    }
  }

  @Test
  void gradientsOfOneInputAloneDoNotReachTheOthers() {
    try (PointerScope scope = new PointerScope()) {
      Tensor a = leaf(3);
      Tensor b = leaf(5);
      Tensor y = product(a, b);
      TensorVector gradients = torch.grad(new TensorVector(y.sum()), new TensorVector(a));
      assertThat(Torch.floats(gradients.get(0))).containsExactly(30);
      assertThat(a.grad().defined()).isFalse();
      assertThat(b.grad().defined()).isFalse();
    }
  }

  @Test
  void aFailureInTheGradientComesOutOfBackward() {
    try (PointerScope scope = new PointerScope()) {
      Tensor a = leaf(3);
      Tensor y =
          custom.tie(
              Torch.tensor(new float[] {0}, 1),
              List.of(a),
              List.of(),
              (g, saved) -> {
                throw new IllegalStateException("no luck");
              });
      assertThatThrownBy(() -> y.sum().backward()).hasMessageContaining("no luck");
    }
  }

  @Test
  void whatAGraphNeedsIsFreedWithIt() {
    try (PointerScope scope = new PointerScope()) {
      product(leaf(3), leaf(5)).sum().backward();
      assertThat(custom.alive()).isEqualTo(1);
      custom.sweep();
      assertThat(custom.alive()).as("the scope still holds the graph").isEqualTo(1);
    }
    custom.sweep();
    assertThat(custom.alive()).isZero();
    try (PointerScope scope = new PointerScope()) {
      product(leaf(3), leaf(5)); // never gone through
    }
    custom.sweep();
    assertThat(custom.alive()).isZero();
  }
}
