package io.murel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.metrics.AccuracyByType.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccuracyByTypeTest {

  @Test
  void rowsAreInOrderOfAppearanceAndPoolByQuestion() {
    AccuracyByType table = new AccuracyByType();
    table.add("spatial", true);
    table.add("exist", false);
    table.add("spatial", false);
    table.add("nearest", true);
    assertThat(table.rows())
        .containsExactly(
            new Row("spatial", 1, 2), new Row("exist", 0, 1), new Row("nearest", 1, 1));
    assertThat(table.total()).isEqualTo(new Row("all", 2, 4));
    Row relational = table.pooled("relational", List.of("spatial", "nearest", "two-hop"));
    assertThat(relational).isEqualTo(new Row("relational", 2, 3));
    assertThat(relational.percent()).isEqualTo(200.0 / 3);
  }

  @Test
  void nothingCountedIsNotANumber() {
    assertThat(new AccuracyByType().total().percent()).isNaN();
  }
}
