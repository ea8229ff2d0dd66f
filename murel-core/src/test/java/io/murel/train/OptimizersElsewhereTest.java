package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.murel.nn.Device;
import io.murel.nn.Linear;
import io.murel.nn.Torch;
import java.util.Collection;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Optimizers on another device than the CPU: libtorch's "meta", which has shapes but no numbers.
 */
class OptimizersElsewhereTest {

  private static final Device META = new Device("meta");

  @ParameterizedTest
  @ValueSource(strings = {"Adam", "AdamW", "SGD", "RMSprop"}) // Adamax needs abs, which meta lacks
  void stateAndStepsAreWhereTheParametersAre(String name) {
    try (PointerScope scope = new PointerScope();
        Linear layer = new Linear(3, 2)) {
      layer.to(META);
      OptimizerOptions options = Weights.options(name, "weight_decay", 0.1);
      try (Optimizer optimizer = Optimizers.create(options, layer.trainableParameters())) {
        optimizer.zeroGrad();
        Tensor input = torch.zeros(new long[] {4, 3}, layer.weight().options());
        layer.forward(input).sum().backward();
        optimizer.step();
        assertThat(Device.of(layer.weight())).isEqualTo(META);
        assertThat(Device.of(layer.weight().grad())).isEqualTo(META);
        assertThat(layer.weight().shape()).containsExactly(2, 3);
      }
    }
  }

  /** On the CPU Adam is one pass; elsewhere it is these operations, with the gradients scaled. */
  @ParameterizedTest
  @ValueSource(strings = {"Adam", "AdamW"})
  void operationByOperationAdamGivesTheSameNumbers(String name) {
    try (PointerScope scope = new PointerScope()) {
      Torch.load();
      Tensor values = torch.randn(50);
      Tensor same = values.clone();
      OptimizerOptions options = Weights.options(name, "weight_decay", 0.1);
      try (Adam fused = adam(values, options);
          Adam plain = adam(same, options);
          NoGradGuard noGrad = new NoGradGuard()) {
        for (int step = 1; step <= 5; step++) {
          Tensor gradients = torch.randn(50);
          fused.update(values, gradients.clone(), 0.01, step, 0.5);
          plain.update(same, gradients.mul(new Scalar(0.5)), 0.01, step);
          assertThat(Torch.floats(same)).containsExactly(Torch.floats(values), within(1e-6f));
        }
      }
    }
  }

  private static Adam adam(Tensor values, OptimizerOptions options) {
    Collection<Tensor> trainable = List.of(torch.zeros(values.numel()).requires_grad_(true));
    return new Adam(trainable, options, options.name().equals("AdamW"));
  }
}
