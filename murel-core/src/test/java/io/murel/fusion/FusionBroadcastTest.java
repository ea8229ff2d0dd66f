package io.murel.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.golden.Golden;
import io.murel.nn.Torch;
import io.murel.options.Options;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Broadcast inputs give what the same rows, expanded, give; in values and in gradients. */
class FusionBroadcastTest {

  private static final int BATCH = 2;
  private static final int REGIONS = 3;

  static Stream<Named<Options>> fusions() {
    return SmallFusions.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fusions")
  void allPairsOfRegions(Options options) {
    check(
        options,
        new long[] {BATCH, REGIONS, 1, SmallFusions.D0},
        new long[] {BATCH, 1, REGIONS, SmallFusions.D1},
        new long[] {BATCH, REGIONS, REGIONS});
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fusions")
  void oneQuestionWithEachRegion(Options options) {
    check(
        options,
        new long[] {BATCH, 1, SmallFusions.D0},
        new long[] {BATCH, REGIONS, SmallFusions.D1},
        new long[] {BATCH, REGIONS});
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fusions")
  void eachRegionWithOneQuestionOfAllImages(Options options) {
    check(
        options,
        new long[] {BATCH, REGIONS, SmallFusions.D0},
        new long[] {SmallFusions.D1},
        new long[] {BATCH, REGIONS});
  }

  private static void check(Options options, long[] shape0, long[] shape1, long[] leading) {
    try (PointerScope scope = new PointerScope();
        Fusion fusion = SmallFusions.create(options, 3)) {
      fusion.to(ScalarType.Double);
      Tensor x0 = torch.randn(shape0).to(ScalarType.Double).requires_grad_(true);
      Tensor x1 = torch.randn(shape1).to(ScalarType.Double).requires_grad_(true);

      double[][] broadcast = run(fusion, x0, x1);
      Tensor rows0 = x0.expand(with(leading, SmallFusions.D0)).reshape(-1, SmallFusions.D0);
      Tensor rows1 = x1.expand(with(leading, SmallFusions.D1)).reshape(-1, SmallFusions.D1);
      Tensor out = fusion.forward(x0, x1);
      assertThat(out.shape()).isEqualTo(with(leading, SmallFusions.OUT));
      double[][] expanded = run(fusion, rows0, rows1, x0, x1);

      for (int i = 0; i < expanded.length; i++) {
        assertThat(Golden.relativeError(broadcast[i], expanded[i])).isLessThan(1e-11);
      }
    }
  }

  private static double[][] run(Fusion fusion, Tensor x0, Tensor x1) {
    return run(fusion, x0, x1, x0, x1);
  }

  /** The output, the gradients of the two leaves, and those of all parameters. */
  private static double[][] run(Fusion fusion, Tensor x0, Tensor x1, Tensor leaf0, Tensor leaf1) {
    Map<String, Tensor> parameters = fusion.namedParameters();
    Tensor out = fusion.forward(x0, x1);
    out.mul(out).sum().backward();
    double[][] results = new double[3 + parameters.size()][];
    results[0] = Torch.doubles(out);
    results[1] = takeGradient(leaf0);
    results[2] = takeGradient(leaf1);
    int i = 3;
    for (Tensor parameter : parameters.values()) {
      results[i++] = takeGradient(parameter);
    }
    return results;
  }

  private static double[] takeGradient(Tensor leaf) {
    double[] gradient = Torch.doubles(leaf.grad());
    leaf.mutable_grad().reset();
    return gradient;
  }

  private static long[] with(long[] leading, long last) {
    long[] shape = Arrays.copyOf(leading, leading.length + 1);
    shape[leading.length] = last;
    return shape;
  }
}
