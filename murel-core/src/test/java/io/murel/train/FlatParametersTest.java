package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.nn.Linear;
import io.murel.nn.Module;
import io.murel.nn.Torch;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class FlatParametersTest {

  /** The second layer is used under two names. */
  private static final class Net extends Module {
    final Linear first = add("first", new Linear(3, 2));
    final Linear second = add("second", new Linear(2, 2, false));
    final Linear again = add("again", second);

    Tensor forward(Tensor x) {
      return again.forward(second.forward(first.forward(x)));
    }
  }

  private static Tensor input() {
    return Torch.tensor(new float[] {1, -2, 0.5f}, 1, 3);
  }

  @Test
  void parametersKeepTheirValuesAndBecomeViews() {
    try (Net net = new Net()) {
      float[] before = Torch.floats(net.first.weight());
      try (FlatParameters flat = new FlatParameters(net.trainableParameters());
          PointerScope scope = new PointerScope();
          NoGradGuard noGrad = new NoGradGuard()) {
        assertThat(flat.size()).isEqualTo(3); // the shared one once
        assertThat(flat.values().shape()).containsExactly(6 + 2 + 4);
        assertThat(Torch.floats(net.first.weight())).isEqualTo(before);
        assertThat(net.first.weight().shape()).containsExactly(2, 3);
        flat.values().fill_(new Scalar(7.0));
        assertThat(Torch.floats(net.first.weight())).containsOnly(7);
        assertThat(Torch.floats(net.again.weight())).containsOnly(7);
        net.second.weight().zero_();
        assertThat(Torch.floats(flat.values())).endsWith(7, 7, 0, 0, 0, 0);
      }
    }
  }

  @Test
  void gradientsAddUpInOneVectorAsTheyDidInEachParameter() {
    try (Net plain = new Net();
        Net net = new Net();
        PointerScope scope = new PointerScope()) {
      net.loadStateDict(plain.stateDict(), "plain");
      try (FlatParameters flat = new FlatParameters(net.trainableParameters())) {
        for (int pass = 0; pass < 2; pass++) {
          plain.forward(input()).sum().backward();
          net.forward(input()).sum().backward();
        }
        List<Tensor> parts = flat.split(flat.gradients());
        List<Tensor> expected = plain.trainableParameters().stream().map(Tensor::grad).toList();
        for (int i = 0; i < parts.size(); i++) {
          assertThat(parts.get(i).shape()).isEqualTo(expected.get(i).shape());
          assertThat(Torch.floats(parts.get(i))).isEqualTo(Torch.floats(expected.get(i)));
        }
      }
    }
  }

  @Test
  void parametersStayUsableAfterItIsClosedAndClosingTwiceIsHarmless() {
    try (Net net = new Net()) {
      FlatParameters flat;
      try (PointerScope scope = new PointerScope()) {
        flat = new FlatParameters(net.trainableParameters());
      }
      assertThat(Torch.floats(flat.gradients())).containsOnly(0); // outlives the scope
      flat.close();
      flat.close();
      try (PointerScope scope = new PointerScope()) {
        float[] before = Torch.floats(net.forward(input()));
        net.forward(input()).sum().backward();
        assertThat(Torch.floats(net.forward(input()))).isEqualTo(before);
        assertThat(Torch.floats(net.first.weight().grad())).doesNotContain(0);
      }
    }
  }

  @Test
  void theNetworkMayBeFlattenedAgainForAnotherOptimizer() {
    try (Net net = new Net()) {
      float[] before = Torch.floats(net.first.weight());
      new FlatParameters(net.trainableParameters()).close();
      try (FlatParameters again = new FlatParameters(net.trainableParameters())) {
        assertThat(Torch.floats(again.values())).startsWith(before);
      }
      assertThat(Torch.floats(net.first.weight())).isEqualTo(before);
    }
  }

  @Test
  void closingTheNetworkBeforeTheOptimizerOrAfterItIsHarmless() {
    for (boolean networkFirst : new boolean[] {true, false}) {
      Net net = new Net();
      FlatParameters flat = new FlatParameters(net.trainableParameters());
      if (networkFirst) {
        net.close();
        assertThat(Torch.floats(flat.values())).hasSize(12); // its own memory
        flat.close();
      } else {
        flat.close();
        net.close();
      }
      net.close();
      flat.close();
    }
  }

  @Test
  void onlyItsOwnParametersHaveAPart() {
    try (Net net = new Net();
        Net other = new Net();
        FlatParameters flat = new FlatParameters(net.trainableParameters())) {
      assertThatThrownBy(() -> flat.slice(flat.values(), other.first.weight()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new FlatParameters(List.of()))
          .hasMessage("a network without trainable parameters");
    }
  }
}
