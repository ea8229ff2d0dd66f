package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.murel.nn.Torch;
import java.util.List;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every update rule against its formula, written out for one number at a time. */
class OptimizersTest {

  private static final double LR = 0.1;
  private static final double B1 = 0.8;
  private static final double B2 = 0.9;
  private static final double EPS = 1e-3; // large enough to matter

  @ParameterizedTest(name = "{0}, weight decay {1}, momentum {2}")
  @CsvSource({
    "Adam, 0, 0",
    "Adam, 0.3, 0",
    "AdamW, 0, 0",
    "AdamW, 0.3, 0",
    "Adamax, 0, 0",
    "Adamax, 0.3, 0",
    "RMSprop, 0, 0",
    "RMSprop, 0.3, 0",
    "SGD, 0, 0",
    "SGD, 0.3, 0",
    "SGD, 0, 0.7",
    "SGD, 0.3, 0.7"
  })
  void followsItsFormula(String name, double decay, double momentum) {
    OptimizerOptions options =
        Weights.options(
            name,
            "betas",
            List.of(B1, B2),
            "eps",
            EPS,
            "weight_decay",
            decay,
            "momentum",
            momentum);
    try (Weights weights = new Weights()) {
      weights.to(ScalarType.Double);
      try (Optimizer optimizer = weights.optimizer(options)) {
        Reference[] expected = new Reference[10];
        double[] start = weights.values();
        for (int i = 0; i < expected.length; i++) {
          expected[i] = new Reference(name, decay, momentum, start[i]);
        }
        for (int t = 1; t <= 6; t++) {
          double rate = t <= 3 ? LR : LR / 2;
          optimizer.setLearningRate(rate);
          weights.step(optimizer, t);
          double[] gradients = Weights.gradients(t);
          double[] values = weights.values();
          for (int i = 0; i < expected.length; i++) {
            expected[i].step(gradients[i], rate, t);
            assertThat(values[i]).as("step " + t).isCloseTo(expected[i].p, within(1e-13));
          }
        }
      }
    }
  }

  /** The rules as the papers and PyTorch's documentation have them. */
  private static final class Reference {
    private final String name;
    private final double decay;
    private final double momentum;
    private double p;
    private double m;
    private double v;

    Reference(String name, double decay, double momentum, double p) {
      this.name = name;
      this.decay = decay;
      this.momentum = momentum;
      this.p = p;
    }

    void step(double gradient, double lr, int t) {
      double g = name.equals("AdamW") ? gradient : gradient + decay * p;
      switch (name) {
        case "Adam", "AdamW" -> {
          p -= name.equals("AdamW") ? lr * decay * p : 0;
          m = B1 * m + (1 - B1) * g;
          v = B2 * v + (1 - B2) * g * g;
          double mHat = m / (1 - Math.pow(B1, t));
          double vHat = v / (1 - Math.pow(B2, t));
          p -= lr * mHat / (Math.sqrt(vHat) + EPS);
        }
        case "Adamax" -> {
          m = B1 * m + (1 - B1) * g;
          v = Math.max(B2 * v, Math.abs(g) + EPS);
          p -= lr * m / ((1 - Math.pow(B1, t)) * v);
        }
        case "RMSprop" -> {
          v = 0.99 * v + 0.01 * g * g;
          p -= lr * g / (Math.sqrt(v) + EPS);
        }
        default -> {
          m = momentum * m + g;
          p -= lr * m;
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Adam", "AdamW", "Adamax", "RMSprop", "SGD"})
  void gradientsAboveTheNormAreScaledDownToIt(String name) {
    double scale = 0.25 / (5 + 1e-6); // as PyTorch does
    OptimizerOptions options = Weights.options(name, "eps", EPS); // no rule is blind to scale
    try (Weights weights = new Weights();
        Optimizer optimizer = weights.optimizer(options);
        Weights scaled = new Weights();
        Optimizer other = scaled.optimizer(options)) {
      weights.setGradients(3, 0, 0, 0, 0, 0, 0, 0, 0, -4);
      assertThat(optimizer.clipGradNorm(0.25)).isEqualTo(5);
      optimizer.step();
      scaled.setGradients(3 * scale, 0, 0, 0, 0, 0, 0, 0, 0, -4 * scale);
      other.step();
      assertThat(weights.values()).containsExactly(scaled.values(), within(1e-6));

      weights.step(optimizer, 2); // a step without clipping takes all of the next gradients
      scaled.step(other, 2);
      assertThat(weights.values()).containsExactly(scaled.values(), within(1e-6));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {6, Double.POSITIVE_INFINITY})
  void gradientsBelowTheNormStayAsTheyAre(double max) {
    try (Weights weights = new Weights();
        Optimizer optimizer = weights.optimizer(Weights.options("SGD"))) {
      double[] before = weights.values();
      weights.setGradients(3, 0, 0, 0, 0, 0, 0, 0, 0, -4);
      assertThat(optimizer.clipGradNorm(0.25)).isEqualTo(5);
      assertThat(optimizer.clipGradNorm(max)).isEqualTo(5); // the last word counts
      optimizer.step();
      assertThat(weights.values()[0]).isCloseTo(before[0] - 0.1 * 3, within(1e-6));
      assertThat(weights.values()[9]).isCloseTo(before[9] + 0.1 * 4, within(1e-6));
    }
  }

  @Test
  void aNormThatIsNotFiniteIsReportedAndChangesNothing() {
    try (Weights weights = new Weights();
        Optimizer optimizer = weights.optimizer(Weights.options("Adam"))) {
      weights.setGradients(1, Double.NaN, 0, 0, 0, 0, 0, 0, 0, 0);
      assertThat(optimizer.clipGradNorm(0.25)).isNaN();
      assertThat(gradients(weights)).startsWith(1);
      optimizer.zeroGrad();
      assertThat(gradients(weights)).containsOnly(0);
      weights.setGradients(1, Double.POSITIVE_INFINITY, 0, 0, 0, 0, 0, 0, 0, 0);
      assertThat(optimizer.clipGradNorm(Double.POSITIVE_INFINITY)).isInfinite();
      assertThat(gradients(weights)).startsWith(1);
    }
  }

  private static double[] gradients(Weights weights) {
    return Weights.joined(Torch.doubles(weights.matrix.grad()), Torch.doubles(weights.bias.grad()));
  }
}
