package io.murel.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DropMaskTest {

  private static final int ROWS = 1000;
  private static final int COLUMNS = 400;

  private static Tensor draw(DropMask mask, long seed, long... shape) {
    Torch.load();
    torch.manual_seed(seed);
    return mask.draw(torch.empty(0), shape);
  }

  private static double mean(Tensor mask) {
    return mask.to(ScalarType.Double).mean().item_double();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(doubles = {0.1, 0.25, 0.5, 0.9})
  void theShareThatIsAskedForIsDropped(double p) {
    try (PointerScope scope = new PointerScope()) {
      Tensor mask = draw(DropMask.of(p), 3, ROWS, COLUMNS);
      double deviation = Math.sqrt(p * (1 - p) / (ROWS * COLUMNS));
      assertThat(mean(mask)).isCloseTo(p, within(4 * deviation));
    }
  }

  /** Four elements share a number: each of its quarters has to be as good as the others. */
  @Test
  void elementsAreIndependentOfTheirNeighbours() {
    double p = 0.3;
    try (PointerScope scope = new PointerScope()) {
      Tensor mask = draw(DropMask.of(p), 4, ROWS, COLUMNS).to(ScalarType.Double);
      for (int quarter = 0; quarter < 4; quarter++) {
        Tensor own = mask.view(-1, 4).select(1, quarter);
        double deviation = Math.sqrt(p * (1 - p) * 4 / (ROWS * COLUMNS));
        assertThat(own.mean().item_double()).isCloseTo(p, within(4 * deviation));
      }
      for (int distance = 1; distance <= 5; distance++) {
        Tensor first = mask.narrow(1, 0, COLUMNS - distance);
        Tensor second = mask.narrow(1, distance, COLUMNS - distance);
        double both = first.mul(second).mean().item_double();
        assertThat(both).as("distance " + distance).isCloseTo(p * p, within(2e-3));
      }
    }
  }

  @Test
  void aSeedRepeatsTheMaskAndAnotherDrawsAnother() {
    try (PointerScope scope = new PointerScope()) {
      DropMask mask = DropMask.of(0.5);
      assertThat(draw(mask, 7, 5, 7).equal(draw(mask, 7, 5, 7))).isTrue();
      assertThat(draw(mask, 7, 5, 7).equal(draw(mask, 8, 5, 7))).isFalse();
      assertThat(draw(mask, 7, 5, 7).shape()).containsExactly(5, 7);
    }
  }

  @Test
  void nothingAndEverythingCanBeDropped() {
    try (PointerScope scope = new PointerScope()) {
      assertThat(DropMask.of(0).isEmpty()).isTrue();
      assertThat(DropMask.of(1e-7).isEmpty()).isTrue();
      assertThat(mean(draw(DropMask.of(0), 1, ROWS))).isZero();
      assertThat(mean(draw(DropMask.of(1), 1, ROWS))).isEqualTo(1);
      assertThat(DropMask.of(1).scale()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"0.1,6554", "0.25,16384", "0.5,32768"})
  void theProbabilityIsTheNearestOf65536AndTheScaleBelongsToIt(double p, int threshold) {
    DropMask mask = DropMask.of(p);
    assertThat(mask.threshold()).isEqualTo(threshold);
    assertThat(mask.probability()).isCloseTo(p, within(1.0 / (2 << 16)));
    assertThat(mask.scale() * (1 - mask.probability())).isCloseTo(1, within(1e-15));
  }

  @Test
  void whatIsLeftKeepsItsMean() {
    try (PointerScope scope = new PointerScope()) {
      DropMask mask = DropMask.of(0.1);
      Tensor x = torch.ones(ROWS, COLUMNS).to(ScalarType.Double);
      Tensor left = x.masked_fill(draw(mask, 5, ROWS, COLUMNS), new Scalar(0));
      assertThat(left.mean().item_double() * mask.scale()).isCloseTo(1, within(3e-3));
    }
  }
}
