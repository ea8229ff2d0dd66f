package io.murel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.murel.nn.Torch;
import io.murel.relation.Related;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the network on images that lack a region, and against gradients. */
class EvidenceTest {

  private static final int ANSWERS = SmallNets.ANSWERS;

  /** Without relations a region says the same whatever the others are: leaving out is removing. */
  @ParameterizedTest
  @ValueSource(strings = {"max", "mean", "sum"})
  void whatALeftOutRegionTakesIsWhatItsRemovalTakes(String aggregation) {
    Map<String, Object> cell = new LinkedHashMap<>(SmallNets.cell("max", true));
    cell.put("pairwise", null);
    assertRemoval(SmallNets.murel("cell", cell, "agg", Map.of("type", aggregation)));
  }

  @Test
  void inTheAttentionBaselineLikewise() {
    assertRemoval(SmallNets.attention());
  }

  private static void assertRemoval(Map<String, Object> options) {
    try (PointerScope scope = new PointerScope();
        VqaNetwork net = SmallNets.create(options)) {
      net.to(ScalarType.Double);
      Batch batch = SmallNets.batch(true);
      List<Evidence> evidence = evidence(net, batch);
      double[] logits = Torch.doubles(net.forward(batch));
      for (int b = 0; b < SmallNets.B; b++) {
        int regions = SmallNets.COUNTS[b];
        assertThat(evidence.get(b).regions()).isEqualTo(regions);
        assertThat(evidence.get(b).answers()).isEqualTo(ANSWERS);
        for (int i = 0; regions > 1 && i < regions; i++) {
          double[] removed = Torch.doubles(net.forward(without(batch, b, i)));
          for (int a = 0; a < ANSWERS; a++) {
            double expected = logits[b * ANSWERS + a] - removed[a];
            assertThat((double) evidence.get(b).of(i, a)).isCloseTo(expected, within(1e-5));
          }
        }
      }
    }
  }

  private static List<Evidence> evidence(VqaNetwork net, Batch batch) {
    EvidenceRecorder recorder = new EvidenceRecorder(batch);
    net.forward(batch, recorder);
    return recorder.evidence();
  }

  private static Batch without(Batch batch, int b, int region) {
    Batch alone = SmallNets.alone(batch, b);
    long[] others = new long[SmallNets.COUNTS[b] - 1];
    Arrays.setAll(others, k -> k < region ? k : k + 1);
    Tensor rows = Torch.tensor(others, others.length);
    return new Batch(
        alone.visual().index_select(1, rows),
        alone.normCoord().index_select(1, rows),
        null,
        alone.question(),
        alone.lengths(),
        null);
  }

  /** A classifier without normalisation is linear in the scene: its gradient tells all. */
  @Test
  void withALinearClassifierItIsTheGradientTimesTheLeadOverTheSecondBest() {
    Map<String, Object> classifier = SmallNets.mutan(6, SmallNets.D, ANSWERS, "normalize", false);
    Map<String, Object> options = SmallNets.murel("classif", Map.of("fusion", classifier));
    try (PointerScope scope = new PointerScope();
        VqaNetwork net = SmallNets.create(options)) {
      net.to(ScalarType.Double);
      Batch batch = SmallNets.batch(false);
      List<Tensor> steps = new ArrayList<>();
      EvidenceRecorder recorder = new EvidenceRecorder(batch);
      StepObserver regions =
          new StepObserver() {
            @Override
            public void step(int step, Related related) {
              steps.add(related.regions());
            }
          };
      Tensor logits = net.forward(batch, regions.and(recorder));
      Tensor last = steps.get(1); // [B, N, D]
      for (int a = 0; a < ANSWERS; a++) {
        double[] gradient = gradient(logits.select(1, a).sum(), last);
        double[] values = Torch.doubles(last);
        for (int b = 0; b < SmallNets.B; b++) {
          for (int i = 0; i < SmallNets.N; i++) {
            double expected = 0;
            for (int d = 0; d < SmallNets.D; d++) {
              expected += gradient[at(b, i, d)] * (values[at(b, i, d)] - best(values, b, i, d));
            }
            assertThat((double) recorder.evidence().get(b).of(i, a))
                .isCloseTo(expected, within(1e-5));
          }
        }
      }
    }
  }

  private static double[] gradient(Tensor sum, Tensor of) {
    TensorVector gradients =
        torch.grad(
            new TensorVector(sum),
            new TensorVector(of),
            new TensorVector(),
            new BoolOptional(true),
            false,
            false);
    return Torch.doubles(gradients.get(0));
  }

  /** Of the others. */
  private static double best(double[] values, int b, int without, int d) {
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < SmallNets.N; i++) {
      best = i == without ? best : Math.max(best, values[at(b, i, d)]);
    }
    return best;
  }

  private static int at(int b, int i, int d) {
    return (b * SmallNets.N + i) * SmallNets.D + d;
  }

  @Test
  void aRegionThatWinsNothingIsNoEvidence() {
    try (PointerScope scope = new PointerScope();
        VqaNetwork net = SmallNets.create(SmallNets.murel())) {
      net.to(ScalarType.Double);
      Batch batch = SmallNets.batch(false);
      TraceRecorder trace = new TraceRecorder(batch);
      EvidenceRecorder recorder = new EvidenceRecorder(batch);
      net.forward(batch, trace.and(recorder));
      int losers = 0;
      for (int b = 0; b < SmallNets.B; b++) {
        for (int i = 0; i < SmallNets.N; i++) {
          if (trace.traces().get(b).last().contribution(i) == 0) {
            losers++;
            assertThat(recorder.evidence().get(b).of(i, 0)).isZero();
          }
        }
      }
      assertThat(losers).isPositive();
    }
  }

  @Test
  void anImageOfOneRegionIsComparedWithZeros() {
    try (PointerScope scope = new PointerScope();
        VqaNetwork net = SmallNets.create(SmallNets.attention())) {
      net.to(ScalarType.Double);
      Evidence padded = evidence(net, SmallNets.batch(true)).get(2);
      Evidence alone = evidence(net, SmallNets.alone(SmallNets.batch(true), 2)).get(0);
      assertThat(padded.regions()).isEqualTo(1);
      for (int a = 0; a < ANSWERS; a++) {
        assertThat(alone.of(0, a)).isFinite().isCloseTo(padded.of(0, a), within(1e-6f));
      }
    }
  }

  @Test
  void contrastIsTheDifferenceOfTwoAnswers() {
    Evidence evidence = new Evidence(new float[] {3, 1}, new float[] {2, 1.5f, 3.5f, 0});
    assertThat(evidence.regions()).isEqualTo(2);
    assertThat(evidence.logit(0)).isEqualTo(3);
    assertThat(evidence.of(0, 0)).isEqualTo(1);
    assertThat(evidence.of(0)).containsExactly(1, -0.5f);
    assertThat(evidence.of(1)).containsExactly(-0.5f, 1);
    assertThat(evidence.of(0, 0, 1)).isEqualTo(1.5f);
    assertThat(evidence.of(1, 0, 1)).isEqualTo(-1.5f);
  }

  @Test
  void arraysThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> new Evidence(new float[2], new float[3]))
        .hasMessage("3 logits without a region each, 2 with all");
    assertThatThrownBy(() -> new Evidence(new float[0], new float[0]))
        .hasMessage("0 logits without a region each, 0 with all");
  }

  @Test
  void whoDoesNotAskIsNotGivenIt() {
    try (PointerScope scope = new PointerScope();
        VqaNetwork net = SmallNets.create(SmallNets.murel())) {
      net.to(ScalarType.Double);
      Batch batch = SmallNets.batch(true);
      double[] unwatched = Torch.doubles(net.forward(batch));
      EvidenceRecorder recorder = new EvidenceRecorder(batch);
      assertThat(recorder.evidence()).isEmpty();
      assertThat(Torch.doubles(net.forward(batch, recorder))).containsExactly(unwatched);
    }
  }
}
