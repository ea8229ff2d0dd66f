package io.murel.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.nn.Module;
import io.murel.nn.Torch;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gradients against central differences, in float64, dropout masks held fixed. */
class EncoderGradientTest {

  private static final double STEP = 1e-5;
  private static final int E = 3;
  private static final int H = 4;

  private final Random random = new Random(7);

  @BeforeEach
  void seed() {
    torch.manual_seed(3);
  }

  private static SkipThoughtsWeights weights(boolean bidirectional) {
    return SkipThoughtsWeights.random(5, E, bidirectional ? H / 2 : H, bidirectional);
  }

  private static Tensor question() {
    return Torch.tensor(new long[] {1, 5, 2, 3, 3, 4, 0, 0}, 2, 4);
  }

  private static Tensor lengths() {
    return Torch.tensor(new long[] {4, 2}, 2);
  }

  @Test
  void uniSkip() {
    try (PointerScope scope = new PointerScope();
        UniSkip encoder = new UniSkip(weights(false), false)) {
      check(encoder, () -> encoder.forward(question(), lengths()));
    }
  }

  @Test
  void biSkip() {
    try (PointerScope scope = new PointerScope();
        BiSkip encoder = new BiSkip(weights(true), false)) {
      check(encoder, () -> encoder.forward(question(), lengths()));
    }
  }

  @Test
  void dropUniSkipWithMasks() {
    try (PointerScope scope = new PointerScope();
        DropUniSkip encoder = new DropUniSkip(weights(false), false, 0.5)) {
      GruMasks masks = DropGru.masks(mask(E), mask(H));
      check(encoder, () -> encoder.steps(question(), null, masks));
    }
  }

  @Test
  void bayesianUniSkipWithMasks() {
    try (PointerScope scope = new PointerScope();
        BayesianUniSkip encoder = new BayesianUniSkip(weights(false), false, 0.5)) {
      GruMasks masks =
          new GruMasks(
              List.of(mask(E), mask(E), mask(E)), List.of(mask(H), mask(H), mask(H)), false);
      check(encoder, () -> encoder.steps(question(), null, masks));
    }
  }

  @Test
  void bayesianUniSkipWithoutDropout() {
    try (PointerScope scope = new PointerScope();
        BayesianUniSkip encoder = new BayesianUniSkip(weights(false), false, 0)) {
      check(encoder, () -> encoder.forward(question(), lengths()));
    }
  }

  /** {@code [2, width]} of 0 and 2. */
  private Tensor mask(int width) {
    float[] values = new float[2 * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextBoolean() ? 2 : 0;
    }
    return Torch.tensor(values, 2, width).to(ScalarType.Double);
  }

  private void check(Module module, Supplier<Tensor> output) {
    module.to(ScalarType.Double);
    Tensor loss = loss(output.get());
    loss.backward();
    for (Map.Entry<String, Tensor> entry : module.namedParameters().entrySet()) {
      Tensor flat = entry.getValue().detach().reshape(-1);
      double[] gradient = Torch.doubles(entry.getValue().grad());
      boolean padded = entry.getKey().equals("embedding.weight"); // its first row has no gradient
      for (int trial = 0; trial < 5; trial++) {
        int low = padded ? E : 0;
        int i = low + random.nextInt(gradient.length - low);
        double difference =
            (shifted(flat, i, STEP, output) - shifted(flat, i, -STEP, output)) / (2 * STEP);
        assertThat(gradient[i])
            .as(entry.getKey() + "[" + i + "]")
            .isCloseTo(difference, Offset.offset(1e-8 + 1e-7 * Math.abs(difference)));
      }
    }
  }

  private static double shifted(Tensor flat, long i, double by, Supplier<Tensor> output) {
    try (NoGradGuard noGrad = new NoGradGuard()) {
      Tensor element = flat.select(0, i);
      element.add_(new Scalar(by));
      double loss = loss(output.get()).item_double();
      element.add_(new Scalar(-by));
      return loss;
    }
  }

  /** A weighted sum with all weights different. */
  private static Tensor loss(Tensor out) {
    Tensor weights = torch.arange(new Scalar(out.numel())).to(ScalarType.Double).cos();
    return out.reshape(-1).mul(weights).sum();
  }
}
