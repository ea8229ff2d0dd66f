package io.murel.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.murel.options.Options;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients against finite differences in float64, for pairs, along a random direction each. */
class FusionGradientTest {

  /** Short, as the signed square root bends sharply near 0. */
  private static final double STEP = 1e-7;

  static Stream<Named<Options>> fusions() {
    return SmallFusions.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fusions")
  void gradientsAreTheSlopes(Options options) {
    try (PointerScope scope = new PointerScope();
        Fusion fusion = SmallFusions.create(options, 11)) {
      fusion.to(ScalarType.Double);
      Tensor x0 = random(2, 3, 1, SmallFusions.D0).requires_grad_(true);
      Tensor x1 = random(2, 1, 3, SmallFusions.D1).requires_grad_(true);
      Tensor weights = random(2, 3, 3, SmallFusions.OUT);
      Map<String, Tensor> leaves = new LinkedHashMap<>(fusion.namedParameters());
      leaves.put("x0", x0);
      leaves.put("x1", x1);
      fusion.forward(x0, x1).mul(weights).sum().backward();

      leaves.forEach(
          (name, leaf) -> {
            Tensor direction = random(leaf.shape());
            double slope = leaf.grad().mul(direction).sum().item_double();
            double ahead = loss(fusion, x0, x1, weights, leaf, direction, STEP);
            double behind = loss(fusion, x0, x1, weights, leaf, direction, -STEP);
            assertThat((ahead - behind) / (2 * STEP))
                .as(name)
                .isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
          });
    }
  }

  /** The loss with one leaf moved, and moved back afterwards. */
  private static double loss(
      Fusion fusion, Tensor x0, Tensor x1, Tensor w, Tensor leaf, Tensor direction, double step) {
    try (NoGradGuard noGrad = new NoGradGuard()) {
      Tensor before = leaf.detach().clone();
      leaf.add_(direction, new Scalar(step));
      double loss = fusion.forward(x0, x1).mul(w).sum().item_double();
      leaf.copy_(before);
      return loss;
    }
  }

  private static Tensor random(long... shape) {
    return torch.randn(shape).to(ScalarType.Double);
  }
}
