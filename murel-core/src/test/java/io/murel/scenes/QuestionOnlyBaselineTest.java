package io.murel.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.scenes.QuestionOnlyBaseline.Asked;
import io.murel.scenes.QuestionOnlyBaseline.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionOnlyBaselineTest {

  private static Asked asked(String type, String template, String question, String answer) {
    return new Asked(type, template, question, answer, 4);
  }

  private static QuestionOnlyBaseline trained() {
    QuestionOnlyBaseline baseline = new QuestionOnlyBaseline();
    baseline.learn(asked("query", "color", "What color is it?", "red"));
    baseline.learn(asked("query", "color", "What color is it?", "red"));
    baseline.learn(asked("query", "color", "What color is it?", "blue"));
    baseline.learn(asked("query", "color", "Which color is it?", "blue"));
    baseline.learn(asked("query", "color", "Which color has it?", "blue"));
    baseline.learn(asked("query", "shape", "What shape is it?", "star"));
    baseline.learn(asked("query", "shape", "Which shape is it?", "star"));
    baseline.learn(asked("query", "shape", "Which shape has it?", "star"));
    baseline.learn(asked("query", "shape", "Which shape?", "star"));
    return baseline;
  }

  @Test
  void theSameQuestionIsAnsweredAsMostlyInTraining() {
    assertThat(trained().guess(asked("query", "color", "What color is it?", ""))).isEqualTo("red");
  }

  @Test
  void anUnknownQuestionIsAnsweredAsItsTemplateAndThenAsItsType() {
    assertThat(trained().guess(asked("query", "color", "Color?", ""))).isEqualTo("blue");
    assertThat(trained().guess(asked("query", "size", "Size?", ""))).isEqualTo("star");
    assertThat(trained().guess(asked("other", "size", "Size?", ""))).isNull();
  }

  @Test
  void percentagesArePerTypeAndOverAll() {
    List<Row> rows =
        trained()
            .score(
                List.of(
                    asked("query", "color", "What color is it?", "red"),
                    asked("query", "color", "What color is it?", "blue"),
                    asked("query", "shape", "Shape?", "star"),
                    asked("count", "count", "How many?", "3")));
    assertThat(rows)
        .containsExactly(
            new Row("query", 3, 25, 100.0 / 3, 200.0 / 3),
            new Row("count", 1, 25, 0, 0),
            new Row("all", 4, 25, 25, 50));
  }
}
