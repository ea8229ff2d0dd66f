package io.murel.app.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.vqa.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerBarsTest {

  @Test
  void barsAreAsLongAsTheScoresAndStandInLine() {
    assertThat(
            AnswerBars.lines(
                List.of(new Answer("red", 0.75), new Answer("yellow", 0.25), new Answer("no", 0))))
        .containsExactly(
            "  red     ██████████████████        75.0 %",
            "  yellow  ██████                    25.0 %",
            "  no                                 0.0 %");
  }

  @Test
  void barsGoByEighthsOfACharacter() {
    assertThat(AnswerBars.bar(0.5 / 24)).isEqualTo("▌");
    assertThat(AnswerBars.bar(1.125 / 24)).isEqualTo("█▏");
    assertThat(AnswerBars.bar(1)).isEqualTo("█".repeat(24));
    assertThat(AnswerBars.bar(0.001)).isEmpty();
  }

  @Test
  void longAnswersAreShortened() {
    assertThat(AnswerBars.lines(List.of(new Answer("x".repeat(40), 0))))
        .singleElement()
        .asString()
        .startsWith("  " + "x".repeat(27) + "...  ");
  }
}
