package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.murel.options.Options;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearningRateScheduleTest {

  private static double at(LearningRateSchedule schedule, double fraction) {
    return schedule.at(new Progress(0, fraction));
  }

  private static double[] epochs(LearningRateSchedule schedule, int count) {
    return IntStream.range(0, count).mapToDouble(e -> schedule.at(new Progress(e, 0))).toArray();
  }

  @Test
  void linearRisesToThePeakAndFallsToZero() {
    LinearDecay schedule = new LinearDecay(2, 0.25);
    assertThat(at(schedule, 0.125)).isEqualTo(1);
    assertThat(at(schedule, 0.25)).isEqualTo(2);
    assertThat(at(schedule, 0.625)).isEqualTo(1);
    assertThat(at(schedule, 1)).isZero();
  }

  @Test
  void itsFirstStepIsNotLost() {
    assertThat(at(new LinearDecay(2, 0.25), 0)).isEqualTo(2 * 0.001 / 0.25);
  }

  @Test
  void withoutAWarmUpItBeginsAtThePeak() {
    LinearDecay schedule = new LinearDecay(2, 0);
    assertThat(at(schedule, 0)).isEqualTo(2);
    assertThat(at(schedule, 0.5)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-6, 1e-4, 1e-3, 0.05, 0.5, 0.999})
  void itNeverPassesThePeakNorFallsBelowZero(double warmup) {
    LinearDecay schedule = new LinearDecay(2, warmup);
    for (int i = 0; i <= 10_000; i++) {
      assertThat(at(schedule, i / 1e4)).isBetween(0.0, 2.0);
    }
    assertThat(at(schedule, warmup / 2)).isBetween(0.0, 2.0);
  }

  @Test
  void aWarmUpOfTheWholeRunIsRefused() {
    assertThatThrownBy(() -> new LinearDecay(2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a warm-up of 1.0 of the run");
    Options options = Options.of(Map.of("schedule", "linear", "warmup", 1), "optimizer");
    assertThatThrownBy(() -> LearningRateSchedule.from(options))
        .hasMessageStartingWith(
            "optimizer.warmup: found 1.0 (a number), expected a probability from 0 up to");
  }

  @Test
  void byEpochsWithoutAWarmUpItBeginsAtTheBaseRate() {
    EpochSchedule schedule = new EpochSchedule(0.1, 0.5, 2, 0, 2, 6, 2, 0.5);
    assertThat(epochs(schedule, 8))
        .containsExactly(0.1, 0.1, 0.05, 0.05, 0.025, 0.025, 0.025, 0.025);
  }

  @Test
  void aWarmUpOfOneEpochHasTheFirstFactorThroughout() {
    EpochSchedule schedule = new EpochSchedule(1, 0.5, 2, 1, 10, 20, 2, 0.25);
    assertThat(epochs(schedule, 3)).containsExactly(0.5, 0.5, 0.5);
  }

  @Test
  void aWarmUpOfTwoEpochsHasBothFactors() {
    EpochSchedule schedule = new EpochSchedule(1, 0.5, 2, 2, 10, 20, 2, 0.25);
    assertThat(epochs(schedule, 3)).containsExactly(0.5, 2, 2);
  }

  @Test
  void aWarmUpRisesInEqualSteps() {
    EpochSchedule schedule = new EpochSchedule(1, 0.5, 2, 4, 10, 20, 2, 0.25);
    assertThat(epochs(schedule, 5)).containsExactly(0.5, 1, 1.5, 2, 2);
  }

  @Test
  void decaysThatFallIntoTheWarmUpAreLeftOut() {
    EpochSchedule schedule = new EpochSchedule(1, 1, 1, 4, 1, 7, 2, 0.5); // 1, 3 and 5
    assertThat(epochs(schedule, 8)).containsExactly(1, 1, 1, 1, 1, 0.5, 0.5, 0.5);
  }

  @Test
  void decaysThatEndBeforeTheyBeginAreNone() {
    EpochSchedule schedule = new EpochSchedule(0.1, 1, 1, 0, 5, 5, 1, 0.5);
    assertThat(epochs(schedule, 9)).containsOnly(0.1);
  }

  @Test
  void anEpochAfterTheLastDecayKeepsItsRate() {
    EpochSchedule schedule = new EpochSchedule(1, 0.5, 2, 4, 10, 20, 2, 0.25);
    double last = 2 * Math.pow(0.25, 5); // epochs 10, 12, 14, 16, 18
    assertThat(schedule.at(new Progress(19, 0))).isCloseTo(last, within(1e-9));
    assertThat(schedule.at(new Progress(500, 0))).isCloseTo(last, within(1e-9));
  }

  @Test
  void listsOfTheWrongLengthOrStepAreRefused() {
    String set = " Set it in the options file or with --optimizer.";
    assertRefused("gradual_warmup_steps", List.of(0.5, 2))
        .hasMessage(
            "optimizer.gradual_warmup_steps: found [0.5, 2.0] (a list), expected three numbers."
                + set
                + "gradual_warmup_steps on the command line.");
    assertRefused("lr_decay_epochs", List.of(10, 20, 0))
        .hasMessage(
            "optimizer.lr_decay_epochs: found [10.0, 20.0, 0.0] (a list), expected [start, end,"
                + " step] with a step of at least 1."
                + set
                + "lr_decay_epochs on the command line.");
    assertThatThrownBy(() -> new EpochSchedule(1, 1, 1, 0, 0, 0, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(String key, List<?> value) {
    Options options = Options.of(Map.of(key, value), "optimizer");
    return assertThatThrownBy(() -> LearningRateSchedule.from(options));
  }
}
