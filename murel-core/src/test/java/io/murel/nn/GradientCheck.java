package io.murel.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Gradients against central differences, along a random direction for each tensor. */
public final class GradientCheck {
  private GradientCheck() {}

  private static final double STEP = 1e-6;

  /**
   * @param leaves float64 tensors that require gradients, by name
   * @param output computes a tensor from them, always the same one
   */
  public static void check(Map<String, Tensor> leaves, Supplier<Tensor> output) {
    leaves.forEach((name, leaf) -> assertThat(type(leaf)).as(name).isEqualTo(ScalarType.Double));
    weighted(output.get()).backward();
    leaves.forEach(
        (name, leaf) -> {
          Tensor direction = random(leaf.shape());
          assertThat(leaf.grad().defined()).as("gradient of " + name).isTrue();
          double slope = leaf.grad().mul(direction).sum().item_double();
          double ahead = moved(leaf, direction, STEP, output);
          double behind = moved(leaf, direction, -STEP, output);
          assertThat(slope)
              .as(name)
              .isCloseTo((ahead - behind) / (2 * STEP), within(1e-7 * (1 + Math.abs(slope))));
        });
  }

  /** Standard normal float64 numbers from libtorch's generator. */
  public static Tensor random(long... shape) {
    Torch.load();
    return torch.randn(shape).to(ScalarType.Double);
  }

  private static ScalarType type(Tensor tensor) {
    return tensor.scalar_type().intern();
  }

  private static double moved(Tensor leaf, Tensor direction, double step, Supplier<Tensor> output) {
    try (NoGradGuard noGrad = new NoGradGuard()) {
      Tensor before = leaf.detach().clone();
      leaf.add_(direction, new Scalar(step));
      double value = weighted(output.get()).item_double();
      leaf.copy_(before);
      return value;
    }
  }

  /** A sum with all weights different. */
  private static Tensor weighted(Tensor out) {
    Tensor weights = torch.arange(new Scalar(out.numel())).to(ScalarType.Double).cos();
    return out.reshape(-1).mul(weights).sum();
  }
}
