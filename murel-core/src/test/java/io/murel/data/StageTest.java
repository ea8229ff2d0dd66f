package io.murel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.options.Options;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageTest {

  private static List<Stage> read(Object... stages) {
    return Stage.list(Options.of(Map.of("curriculum", List.of(stages)), "dataset"), "curriculum");
  }

  @Test
  void aStageIsTheShareItEndsAtAndItsTypes() {
    assertThat(read("0.07 query", "0.4 query  spatial two-hop"))
        .containsExactly(
            new Stage(0.07, List.of("query")),
            new Stage(0.4, List.of("query", "spatial", "two-hop")));
    assertThat(Stage.list(Options.of(Map.of(), "dataset"), "curriculum")).isEmpty();
  }

  @Test
  void stagesOutOfOrderOrWithoutTypesAreRefused() {
    assertThatThrownBy(() -> read("0.4 query", "0.3 spatial"))
        .hasMessageStartingWith(
            "dataset.curriculum: found 0.3 spatial (a text), expected the share of the run at which"
                + " the stage ends (above 0.4, below 1) and question types, for instance '0.07"
                + " query'.");
    assertThatThrownBy(() -> read("0.4")).hasMessageContaining("found 0.4 (a text)");
    assertThatThrownBy(() -> read("query")).hasMessageContaining("found query (a text)");
    assertThatThrownBy(() -> read("1 query")).hasMessageContaining("(above 0.0, below 1)");
  }
}
