package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.options.Options;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineOptionsTest {

  private static EngineOptions read(Map<String, Object> values) {
    return EngineOptions.from(Options.of(values, "engine"));
  }

  @Test
  void theOriginalsOptionsAreRead() {
    assertThat(
            read(
                Map.of(
                    "name",
                    "logger",
                    "debug",
                    false,
                    "print_freq",
                    10,
                    "nb_epochs",
                    12,
                    "saving_criteria",
                    List.of("eval_epoch.accuracy_top1:max", "eval_epoch.loss:min"))))
        .isEqualTo(
            new EngineOptions(
                12,
                10,
                List.of(
                    new SavingCriterion("eval_epoch.accuracy_top1", true),
                    new SavingCriterion("eval_epoch.loss", false)),
                false,
                0));
  }

  @Test
  void aCriterionWithoutAnOrderIsRefused() {
    assertThatThrownBy(() -> read(Map.of("saving_criteria", List.of("eval_epoch.loss"))))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "engine.saving_criteria: found eval_epoch.loss (a text), expected the name of a measure"
                + " and its order, as eval_epoch.loss:min. Set it in the options file or with"
                + " --engine.saving_criteria on the command line.");
    assertThatThrownBy(() -> read(Map.of("saving_criteria", List.of(":max"))))
        .isInstanceOf(BadInputException.class);
  }

  @Test
  void limitsOfTimeAreNotNegative() {
    assertThatThrownBy(() -> read(Map.of("max_seconds", -1)))
        .hasMessageContaining("engine.max_seconds: found -1.0 (a number), expected seconds");
    assertThat(read(Map.of("max_seconds", 90)).maxSeconds()).isEqualTo(90);
  }

  @Test
  void theBestIsTheFirstAndWhateverBeatsIt() {
    SavingCriterion most = new SavingCriterion("a", true);
    SavingCriterion least = new SavingCriterion("a", false);
    assertThat(most.isBest(1, null)).isTrue();
    assertThat(most.isBest(Double.NaN, null)).isFalse();
    assertThat(most.isBest(2, 1.0)).isTrue();
    assertThat(most.isBest(1, 1.0)).isFalse();
    assertThat(least.isBest(0, 1.0)).isTrue();
    assertThat(least.isBest(Double.NaN, 1.0)).isFalse();
    assertThat(least.checkpoint()).isEqualTo("best_a");
  }
}
