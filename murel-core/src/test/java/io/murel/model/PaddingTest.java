package io.murel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.murel.nn.Torch;
import io.murel.relation.Related;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A batch of images with unequal numbers of regions gives what each image gives alone. */
class PaddingTest {

  private static final double EXACT = 1e-12; // rounding of float64

  @ParameterizedTest(name = "pairs {0}, self {1}, scene {2}")
  @CsvSource({
    "max, true, max",
    "max, false, max",
    "mean, true, mean",
    "mean, false, max",
    "sum, true, sum",
    "sum, false, mean"
  })
  void inAMurelNetwork(String pairs, boolean self, String scene) {
    check(SmallNets.murel("cell", SmallNets.cell(pairs, self), "agg", Map.of("type", scene)));
  }

  @Test
  void inAMurelNetworkWithoutRelations() {
    check(SmallNets.murel("cell", Map.of("fusion", SmallNets.mutan(6, 6, 6))));
  }

  @Test
  void inAMurelNetworkWithWavesForBoxes() {
    Map<String, Object> pairwise = Map.of("fusion_coord", SmallNets.mutan(16, 16, 6));
    check(
        SmallNets.murel(
            "box_encoding",
            "fourier",
            "cell",
            Map.of("fusion", SmallNets.mutan(6, 6, 6), "pairwise", pairwise)));
  }

  @Test
  void inTheAttentionBaseline() {
    check(SmallNets.attention());
  }

  @Test
  void inTheAttentionBaselineWithAnMlpForItsGlimpses() {
    Map<String, Object> attention =
        Map.of("fusion", SmallNets.mutan(6, 6, 4), "mlp_glimpses", 2, "mlp_dim", 5);
    check(SmallNets.attention("attention", attention));
  }

  /** What the network made of the regions: after each step, or their weights. */
  private static final class Watcher implements StepObserver {
    final List<Tensor> seen = new ArrayList<>();

    @Override
    public void step(int step, Related related) {
      seen.add(related.regions());
    }

    @Override
    public void attention(Tensor weights) {
      seen.add(weights);
    }
  }

  private static void check(Map<String, Object> options) {
    try (PointerScope scope = new PointerScope();
        VqaNetwork net = SmallNets.create(options)) {
      net.to(ScalarType.Double);
      Batch batch = SmallNets.batch(true);
      Watcher together = new Watcher();
      Tensor logits = net.forward(batch, together); // [B, answers]
      logits.mul(weights(logits)).sum().backward();
      Map<String, double[]> gradients = gradients(net);

      Map<String, double[]> sum = new LinkedHashMap<>();
      for (int b = 0; b < SmallNets.B; b++) {
        net.namedParameters().values().forEach(p -> p.mutable_grad().zero_());
        Batch alone = SmallNets.alone(batch, b);
        Watcher watcher = new Watcher();
        Tensor own = net.forward(alone, watcher); // [1, answers]
        own.mul(weights(logits).narrow(0, b, 1)).sum().backward();
        gradients(net).forEach((name, g) -> sum.merge(name, g, PaddingTest::plus));

        String image = "image " + b;
        int count = SmallNets.COUNTS[b];
        assertSame(image, logits.narrow(0, b, 1), own);
        assertThat(together.seen).hasSameSizeAs(watcher.seen).isNotEmpty();
        for (int i = 0; i < watcher.seen.size(); i++) {
          assertSame(image, real(together.seen.get(i), b), watcher.seen.get(i));
        }
        for (Tensor[] input :
            new Tensor[][] {
              {batch.visual(), alone.visual()}, {batch.normCoord(), alone.normCoord()}
            }) {
          if (input[1].grad().defined()) {
            assertSame(image, real(input[0].grad(), b), input[1].grad());
            Tensor padding = input[0].grad().narrow(0, b, 1).narrow(1, count, SmallNets.N - count);
            assertThat(DoubleStream.of(Torch.doubles(padding))).as(image).allMatch(g -> g == 0);
          }
        }
      }
      gradients.forEach(
          (name, g) -> assertThat(g).as(name).containsExactly(sum.get(name), within(EXACT)));
    }
  }

  private static Tensor real(Tensor x, int b) {
    return x.narrow(0, b, 1).narrow(1, 0, SmallNets.COUNTS[b]);
  }

  /** All different, so that no answer's gradient cancels another's. */
  private static Tensor weights(Tensor logits) {
    float[] weights = new float[(int) logits.numel()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) Math.cos(i);
    }
    return Torch.tensor(weights, logits.shape()).to(ScalarType.Double);
  }

  private static Map<String, double[]> gradients(VqaNetwork net) {
    Map<String, double[]> out = new LinkedHashMap<>();
    net.namedParameters().forEach((name, p) -> out.put(name, Torch.doubles(p.grad())));
    return out;
  }

  private static double[] plus(double[] a, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = a[i] + b[i];
    }
    return sum;
  }

  private static void assertSame(String what, Tensor actual, Tensor expected) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    assertThat(Torch.doubles(actual))
        .as(what)
        .containsExactly(Torch.doubles(expected), within(EXACT));
  }
}
