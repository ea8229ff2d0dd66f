package io.murel.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.relation.Aggregation.Aggregated;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class AggregationTest {

  private static final float INF = Float.POSITIVE_INFINITY;

  /** {@code [2, 3, 2]}: two images, three vectors of two numbers. */
  private static Tensor vectors() {
    return Torch.tensor(new float[] {1, -5, 3, -2, 2, -9, 4, 8, -1, INF, Float.NaN, -INF}, 2, 3, 2);
  }

  /** {@code [2, 3, 1]}: the second image has one vector. */
  private static Tensor mask() {
    return Torch.tensor(new float[] {1, 1, 1, 1, 0, 0}, 2, 3, 1).to(ScalarType.Bool);
  }

  @Test
  void maxTakesTheLargestRealNumberAndTellsWhoseItIs() {
    try (PointerScope scope = new PointerScope()) {
      Aggregated max = Aggregation.MAX.over(vectors(), mask());
      assertThat(max.values().shape()).containsExactly(2, 2);
      assertThat(Torch.floats(max.values())).containsExactly(3, -2, 4, 8);
      assertThat(Torch.longs(max.winners())).containsExactly(1, 1, 0, 0);
    }
  }

  @Test
  void withoutEachVectorTheOthersRemainAndZerosWhereNoneIsLeft() {
    try (PointerScope scope = new PointerScope()) {
      Tensor max = Aggregation.MAX.withoutEach(vectors(), mask());
      assertThat(Torch.floats(max.select(0, 0))).containsExactly(3, -2, 2, -5, 3, -2);
      assertThat(Torch.floats(max.select(0, 1).select(0, 0))).containsExactly(0, 0);
      Tensor sum = Aggregation.SUM.withoutEach(vectors(), mask());
      assertThat(Torch.floats(sum.select(0, 0))).containsExactly(5, -11, 3, -14, 4, -7);
      assertThat(Torch.floats(sum.select(0, 1).select(0, 0))).containsExactly(0, 0);
      Tensor mean = Aggregation.MEAN.withoutEach(vectors(), mask());
      assertThat(Torch.floats(mean.select(0, 0))).containsExactly(2.5f, -5.5f, 1.5f, -7, 2, -3.5f);
      assertThat(Torch.floats(mean.select(0, 1).select(0, 0))).containsExactly(0, 0);
      Tensor one = vectors().narrow(1, 0, 1);
      assertThat(Torch.floats(Aggregation.MAX.withoutEach(one, null))).containsExactly(0, 0, 0, 0);
      assertThat(Torch.floats(Aggregation.MEAN.withoutEach(one, null))).containsExactly(0, 0, 0, 0);
    }
  }

  @Test
  void sumAndMeanCountRealVectorsOnlyAndHaveNoWinners() {
    try (PointerScope scope = new PointerScope()) {
      Aggregated sum = Aggregation.SUM.over(vectors(), mask());
      assertThat(Torch.floats(sum.values())).containsExactly(6, -16, 4, 8);
      assertThat(sum.winners()).isNull();
      Aggregated mean = Aggregation.MEAN.over(vectors(), mask());
      assertThat(Torch.floats(mean.values())).containsExactly(2, -16 / 3f, 4, 8);
      assertThat(mean.winners()).isNull();
    }
  }

  @Test
  void withoutAMaskAllCount() {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = vectors().narrow(0, 0, 1);
      assertThat(Torch.floats(Aggregation.MAX.over(x, null).values())).containsExactly(3, -2);
      assertThat(Torch.floats(Aggregation.SUM.over(x, null).values())).containsExactly(6, -16);
      assertThat(Torch.floats(Aggregation.MEAN.over(x, null).values()))
          .containsExactly(2, -16 / 3f);
    }
  }

  @Test
  void paddingHasNoGradientHoweverWildItsNumbers() {
    try (PointerScope scope = new PointerScope()) {
      for (Aggregation aggregation : Aggregation.values()) {
        Tensor x = vectors().requires_grad_(true);
        aggregation.over(x, mask()).values().sum().backward();
        assertThat(Torch.floats(x.grad()))
            .as(aggregation.name())
            .endsWith(1, 1, 0, 0, 0, 0)
            .doesNotContain(Float.NaN);
      }
    }
  }

  @Test
  void readsItsOption() {
    assertThat(Aggregation.from(Options.of(Map.of()))).isEqualTo(Aggregation.MAX);
    assertThat(Aggregation.from(Options.of(Map.of("type", "mean")))).isEqualTo(Aggregation.MEAN);
    assertThat(Aggregation.from(Options.of(Map.of("type", "sum")))).isEqualTo(Aggregation.SUM);
    assertThatThrownBy(() -> Aggregation.from(Options.of(Map.of("type", "maks"), "cell.agg")))
        .hasMessage(
            "cell.agg.type: found 'maks', expected one of max, mean, sum. Did you mean 'max'?");
  }
}
