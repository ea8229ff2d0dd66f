package io.murel.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypeTableTest {

  private final List<Outcome> outcomes = new ArrayList<>();

  private void add(int times, String type, boolean attention, boolean murel) {
    for (int k = 0; k < times; k++) {
      outcomes.add(
          new Outcome(outcomes.size(), type, "image", k % 4 == 0, k % 2 == 0, attention, murel));
    }
  }

  @Test
  void countsEveryAgreementOfAType() {
    add(40, "spatial", true, true);
    add(30, "spatial", false, true);
    add(20, "spatial", true, false);
    add(10, "spatial", false, false);

    TypeRow row = TypeTable.of(outcomes).row("spatial").orElseThrow();

    assertThat(row).isEqualTo(new TypeRow("spatial", 100, 26, 50, 40, 30, 20));
    assertThat(row.murel()).isEqualTo(70);
    assertThat(row.attention()).isEqualTo(60);
    assertThat(row.bothWrong()).isEqualTo(10);
    assertThat(row.percent(row.murel())).isEqualTo(70);
    assertThat(row.difference()).isEqualTo(10);
  }

  @Test
  void rowsFollowTheOrderOfTheTypesAndUnknownTypesComeLast() {
    for (String type : List.of("weather", "two-hop", "colour", "exist", "spatial")) {
      add(1, type, true, true);
    }
    assertThat(TypeTable.of(outcomes).types())
        .extracting(TypeRow::type)
        .containsExactly("exist", "spatial", "two-hop", "colour", "weather");
  }

  @Test
  void relationalPoolsQuestionsNotPercentagesAndLeavesCompareOut() {
    add(3, "spatial", false, true);
    add(1, "nearest", true, false);
    add(2, "same", true, true);
    add(4, "two-hop", false, false);
    add(50, "compare", true, true);
    add(50, "exist", true, true);

    TypeTable table = TypeTable.of(outcomes);

    TypeRow relational = table.relational().orElseThrow();
    assertThat(relational.questions()).isEqualTo(10);
    assertThat(relational.murel()).isEqualTo(5);
    assertThat(relational.attention()).isEqualTo(3);
    assertThat(table.all().questions()).isEqualTo(110);
    assertThat(table.all().murel()).isEqualTo(105);
  }

  @Test
  void withoutRelationalQuestionsThereIsNoPooledRow() {
    add(1, "exist", true, true);
    assertThat(TypeTable.of(outcomes).relational()).isEmpty();
  }

  @Test
  void noOutcomesMakeNoTable() {
    assertThatThrownBy(() -> TypeTable.of(List.of()))
        .hasMessage("a table needs at least one answered question");
  }

  @Test
  void marginOfAShareIsHalfOfWilsonsInterval() {
    // p = 0.5, n = 100: Wilson's interval is 0.4038 to 0.5962
    assertThat(Margin.ofShare(50, 100)).isCloseTo(9.617, within(0.001));
    // p = 1, n = 100: 0.9630 to 1
    assertThat(Margin.ofShare(100, 100)).isCloseTo(1.850, within(0.001));
    assertThat(Margin.ofShare(0, 100)).isEqualTo(Margin.ofShare(100, 100));
  }

  @Test
  void marginOfADifferenceCountsOnlyQuestionsOnWhichTheNetworksDisagree() {
    // (30 + 20) / 100 - 0.1^2 = 0.49; sqrt(0.49 / 100) = 0.07
    assertThat(Margin.ofDifference(30, 20, 100)).isCloseTo(13.720, within(0.001));
    assertThat(Margin.ofDifference(0, 0, 100)).isZero();
  }

  @Test
  void aDifferenceCountsOnlyWhereItsIntervalLeavesOutZero() {
    assertThat(new TypeRow("t", 100, 0, 0, 0, 30, 20).gained()).isFalse();
    assertThat(new TypeRow("t", 100, 0, 0, 0, 40, 20).gained()).isTrue();
    assertThat(new TypeRow("t", 100, 0, 0, 0, 20, 40).lost()).isTrue();
    assertThat(new TypeRow("t", 100, 0, 0, 60, 20, 20).lost()).isFalse();
  }

  @Test
  void moreRightAnswersThanQuestionsAreRefused() {
    assertThatThrownBy(() -> new TypeRow("same", 5, 0, 0, 3, 2, 1))
        .hasMessage("more right answers than questions in row same");
  }
}
