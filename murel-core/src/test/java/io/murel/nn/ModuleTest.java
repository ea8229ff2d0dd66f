package io.murel.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class ModuleTest {

  /** Two layers, the second shared under two names, and a buffer. */
  private static final class Net extends Module {
    final Linear first = add("first", new Linear(3, 2));
    final Linear second = add("second", new Linear(2, 2, false));
    final Linear again = add("again", second);
    final Tensor counts = buffer("counts", Torch.tensor(new long[] {1, 2}, 2));
  }

  @Test
  void namesFollowRegistrationOrderAndSharedParametersAreListedOnce() {
    try (Net net = new Net()) {
      assertThat(net.namedParameters().keySet())
          .containsExactly("first.weight", "first.bias", "second.weight");
      assertThat(net.stateDict().keySet())
          .containsExactly("counts", "first.weight", "first.bias", "second.weight", "again.weight");
      assertThat(net.parameterCount()).isEqualTo(3 * 2 + 2 + 2 * 2);
    }
  }

  @Test
  void parametersSurviveTheScopeTheyWereMadeIn() {
    Net net;
    try (PointerScope scope = new PointerScope()) {
      net = new Net();
    }
    try (net) {
      assertThat(Torch.floats(net.first.weight())).hasSize(6).doesNotContain(Float.NaN);
      assertThat(net.first.weight().is_leaf()).isTrue();
    }
  }

  @Test
  void aStateOfAnotherShapeIsRefusedAndNothingChanges() {
    try (Net net = new Net()) {
      float[] before = Torch.floats(net.first.weight());
      Map<String, Tensor> state = new HashMap<>();
      net.stateDict().forEach((name, tensor) -> state.put(name, tensor.detach().add(tensor)));
      state.put("second.weight", Torch.tensor(new float[6], 3, 2));
      assertThatThrownBy(() -> net.loadStateDict(state, "old.pth"))
          .isInstanceOf(BadInputException.class)
          .hasMessage(
              "old.pth: found 'second.weight' of shape [3, 2], expected shape [2, 2]."
                  + " Use the options (and the vocabulary) the checkpoint was trained with.");
      assertThat(Torch.floats(net.first.weight())).isEqualTo(before);
    }
  }

  @Test
  void anUnknownParameterIsRefusedWithTheNearestName() {
    try (Net net = new Net()) {
      Map<String, Tensor> state = new HashMap<>(net.stateDict());
      state.put("first.wieght", state.remove("first.weight"));
      assertThatThrownBy(() -> net.loadStateDict(state, "old.pth"))
          .hasMessageContaining("found a parameter 'first.wieght'")
          .hasMessageContaining("Did you mean 'first.weight'?");
    }
  }

  @Test
  void conversionToDoubleKeepsIntegersAndGradients() {
    try (Net net = new Net()) {
      net.to(ScalarType.Double);
      assertThat(net.first.weight().scalar_type().intern()).isEqualTo(ScalarType.Double);
      assertThat(net.counts.scalar_type().intern()).isEqualTo(ScalarType.Long);
      assertThat(net.first.weight().requires_grad()).isTrue();
    }
  }

  @Test
  void aMissingParameterIsRefused() {
    try (Net net = new Net()) {
      Map<String, Tensor> state = new HashMap<>(net.stateDict());
      state.remove("again.weight");
      assertThatThrownBy(() -> net.loadStateDict(state, "old.pth"))
          .isInstanceOf(BadInputException.class)
          .hasMessage(
              "old.pth: found no parameter 'again.weight', expected shape [2, 2]."
                  + " Use the options (and the vocabulary) the checkpoint was trained with.");
    }
  }

  @Test
  void trainingIsSwitchedForAllThatIsBelow() {
    try (Net net = new Net()) {
      assertThat(net.second.training()).isTrue();
      net.train(false);
      assertThat(net.training()).isFalse();
      assertThat(net.again.training()).isFalse();
      net.train(true);
      assertThat(net.first.training()).isTrue();
    }
  }

  @Test
  void closingFreesSharedParametersOnceAndTwiceIsHarmless() {
    Net net = new Net();
    Tensor weight = net.second.weight();
    net.close();
    assertThat(weight.isNull()).isTrue();
    net.close();
  }

  @Test
  void whatDoesNotLearnIsListedButNotCounted() {
    try (Net net = new Net()) {
      net.first.weight().requires_grad_(false);
      assertThat(net.parameterCount()).isEqualTo(2 + 2 * 2);
      assertThat(net.trainableParameters()).hasSize(2);
      assertThat(net.namedParameters()).containsKey("first.weight");
    }
  }
}
