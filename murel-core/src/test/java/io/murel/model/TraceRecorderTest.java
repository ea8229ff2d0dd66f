package io.murel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.murel.nn.Torch;
import io.murel.relation.Related;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces against a count, number by number. */
class TraceRecorderTest {

  private static final int B = SmallNets.B;
  private static final int N = SmallNets.N;
  private static final int D = SmallNets.D;

  /** What a step left: plain numbers, as tensors may be gone later. */
  private record Step(double[] regions, long[] partners) {}

  @ParameterizedTest(name = "padded: {0}")
  @ValueSource(booleans = {true, false})
  void eachStepCountsWinnersAndPartners(boolean padded) {
    try (PointerScope scope = new PointerScope();
        VqaNetwork net = SmallNets.create(SmallNets.murel())) {
      net.to(ScalarType.Double);
      Batch batch = SmallNets.batch(padded);
      List<Step> steps = new ArrayList<>();
      net.forward(
          batch,
          new StepObserver() {
            @Override
            public void step(int step, Related r) {
              steps.add(new Step(Torch.doubles(r.regions()), Torch.longs(r.partners())));
            }
          });
      List<Trace> traces = traces(net, batch);
      assertThat(traces).hasSize(B);
      for (int b = 0; b < B; b++) {
        assertThat(traces.get(b).steps()).hasSize(2);
        for (int t = 0; t < 2; t++) {
          int regions = padded ? SmallNets.COUNTS[b] : N;
          check(traces.get(b).steps().get(t), steps.get(t), b, regions);
        }
      }
    }
  }

  private static List<Trace> traces(VqaNetwork net, Batch batch) {
    TraceRecorder recorder = new TraceRecorder(batch);
    net.forward(batch, recorder);
    return recorder.traces();
  }

  private static void check(Trace.Step traced, Step step, int b, int regions) {
    int[] wins = new int[regions];
    int[][] partners = new int[regions][regions];
    for (int d = 0; d < D; d++) {
      int best = 0;
      for (int i = 0; i < regions; i++) {
        best = step.regions[at(b, i, d)] > step.regions[at(b, best, d)] ? i : best;
        partners[i][(int) step.partners[at(b, i, d)]]++;
      }
      wins[best]++;
    }
    assertShares(traced.contributions(), wins);
    assertThat(traced.partners()).hasNumberOfRows(regions);
    for (int i = 0; i < regions; i++) {
      assertShares(traced.partners()[i], partners[i]);
    }
  }

  private static int at(int b, int i, int d) {
    return (b * N + i) * D + d;
  }

  private static void assertShares(float[] shares, int[] counts) {
    assertThat(shares).hasSize(counts.length);
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      assertThat(shares[i]).isCloseTo((float) counts[i] / D, within(1e-6f));
      sum += shares[i];
    }
    assertThat(sum).isCloseTo(1, within(1e-6));
  }

  @Test
  void withoutAMaxOverPairsThereAreNoPartners() {
    Map<String, Object> options =
        SmallNets.murel("cell", SmallNets.cell("sum", true), "agg", Map.of("type", "mean"));
    try (PointerScope scope = new PointerScope();
        VqaNetwork net = SmallNets.create(options)) {
      net.to(ScalarType.Double);
      for (Trace trace : traces(net, SmallNets.batch(true))) {
        for (Trace.Step step : trace.steps()) {
          assertThat(step.partners()).isEmpty();
          assertThat(sum(step.contributions())).isCloseTo(1, within(1e-6));
        }
      }
    }
  }

  @Test
  void theAttentionBaselineGivesTheMeanOfItsGlimpses() {
    try (PointerScope scope = new PointerScope();
        VqaNetwork net = SmallNets.create(SmallNets.attention())) {
      net.to(ScalarType.Double);
      Batch batch = SmallNets.batch(true);
      List<double[]> seen = new ArrayList<>();
      net.forward(
          batch,
          new StepObserver() {
            @Override
            public void attention(Tensor weights) {
              seen.add(Torch.doubles(weights)); // [B, N, 2]
            }
          });
      List<Trace> traces = traces(net, batch);
      for (int b = 0; b < B; b++) {
        assertThat(traces.get(b).steps()).hasSize(1);
        Trace.Step step = traces.get(b).steps().get(0);
        assertThat(step.partners()).isEmpty();
        assertThat(step.contributions()).hasSize(SmallNets.COUNTS[b]);
        for (int i = 0; i < SmallNets.COUNTS[b]; i++) {
          int at = (b * N + i) * 2;
          double mean = (seen.get(0)[at] + seen.get(0)[at + 1]) / 2;
          assertThat((double) step.contributions()[i]).isCloseTo(mean, within(1e-6));
        }
        assertThat(sum(step.contributions())).isCloseTo(1, within(1e-6));
      }
    }
  }

  @Test
  void tracesOutliveTheTensors() {
    List<Trace> traces;
    try (PointerScope scope = new PointerScope();
        VqaNetwork net = SmallNets.create(SmallNets.murel())) {
      net.to(ScalarType.Double);
      traces = traces(net, SmallNets.batch(true));
    }
    assertThat(sum(traces.get(0).steps().get(1).contributions())).isCloseTo(1, within(1e-6));
  }

  private static double sum(float[] shares) {
    double sum = 0;
    for (float share : shares) {
      sum += share;
    }
    return sum;
  }
}
