package io.murel.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of measurements and what is made of their times. */
class AlternationTest {

  private record Noted(String name, int questions, List<String> runs) implements Workload {
    @Override
    public void run() {
      runs.add(name);
    }
  }

  @Test
  void theTwoTakeTurnsAndWarmUpsDoNotCount() {
    List<String> runs = new ArrayList<>();
    List<String> heard = new ArrayList<>();
    Measured measured =
        new Alternation(1, 2)
            .measure(
                new Noted("b", 4, runs), new Noted("o", 8, runs), (what, s) -> heard.add(what));
    assertThat(runs.subList(0, 3)).containsExactly("b", "o", "b");
    assertThat(runs)
        .as("short ones eight times in a row, six turns to warm up and two that count")
        .hasSize(2 + 2 * 8 * (6 + 2));
    assertThat(runs.subList(2, 10)).containsOnly("b");
    assertThat(runs.subList(10, 18)).containsOnly("o");
    assertThat(runs.subList(18, 26)).containsOnly("b");
    assertThat(heard).containsExactly("baseline", "ours", "baseline", "ours", "baseline", "ours");
    assertThat(measured.seconds()).hasSize(2);
    assertThat(measured.baselineSeconds()).hasSize(2);
    assertThat(measured.questions()).isEqualTo(8);
    assertThat(measured.baselineQuestions()).isEqualTo(4);
  }

  @Test
  void ratiosAreTakenPairByPairAndForAQuestion() {
    Measured measured = new Measured(new double[] {8, 9, 10}, new double[] {2, 3, 1}, 16, 32);
    assertThat(measured.ratios()).containsExactly(8, 6, 20);
    assertThat(measured.ratio()).isEqualTo(8);
    assertThat(measured.medianSeconds()).isEqualTo(2);
    assertThat(measured.medianBaselineSeconds()).isEqualTo(9);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    assertThat(Measured.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
  }
}
