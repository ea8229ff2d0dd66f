package io.murel.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.data.Annotation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenEndedScorerTest {

  private static final List<String> TWO_OF_TEN =
      List.of("c d", "c d", "c", "d", "e", "f", "g", "h", "i", "j");

  @Test
  void threeAgreeingAnnotatorsMakeAnAnswerRight() {
    assertThat(score("yes", Collections.nCopies(10, "yes"))).isEqualTo(100.0);
    // 2 of 10 agree: one leaves 1 other when left out himself (1/3), the 8 leave 2 (2/3).
    assertThat(score("c d", TWO_OF_TEN)).isEqualTo(60.0);
    assertThat(score("d", TWO_OF_TEN)).isEqualTo(30.0); // 1 agrees: 9 leave 1
  }

  @Test
  void humanAnswersLoseTheirPunctuationButNotTheirArticles() {
    assertThat(score("x-y", List.of("x-y", "x/y", "x y", "z"))).isEqualTo(75.0);
    assertThat(score("a dog", List.of("a dog", "a dog", "a dog", "a dog"))).isZero();
  }

  @Test
  void aQuestionWithoutHumanAnswersScoresNothing() {
    assertThat(score("yes", List.of())).isZero();
  }

  @Test
  void roundingIsHalfToEvenOnTheExactValue() {
    assertThat(Rounding.twoDigits(0.125)).isEqualTo(0.12);
    assertThat(Rounding.twoDigits(0.375)).isEqualTo(0.38);
    assertThat(Rounding.twoDigits(2.675)).isEqualTo(2.67); // the double is below 2.675
  }

  @Test
  void typesAreMissingWhereTheFileGivesNone() {
    OpenEndedScorer scorer = new OpenEndedScorer(AnswerComparison.OFFICIAL);
    scorer.add(new Annotation(1, "x", List.of("x", "x", "x", "x"), null, "other"), "x");
    assertThat(scorer.accuracy().named())
        .containsExactly(Map.entry("overall", 100.0), Map.entry("perAnswerType.other", 100.0));
    assertThat(scorer.accuracy().perAnswerType()).containsEntry("other", new Mean(100, 1));
  }

  @Test
  void plainComparisonGoesLetterByLetter() {
    List<String> human = List.of("None", "none", "none", "none", "none");
    assertThat(score("none", human)).isZero(); // quirk: a given "none" becomes "0"
    assertThat(score(AnswerComparison.PLAIN, "none", human)).isEqualTo(100.0);
    assertThat(score(AnswerComparison.PLAIN, "t-shirt", List.of("t shirt", "t shirt"))).isZero();
  }

  @Test
  void withoutAQuestionThereIsNoAccuracy() {
    OpenEndedScorer scorer = new OpenEndedScorer(AnswerComparison.OFFICIAL);
    assertThat(scorer.count()).isZero();
    assertThatThrownBy(scorer::accuracy).hasMessage("no question was scored");
  }

  private static double score(String answer, List<String> human) {
    return score(AnswerComparison.OFFICIAL, answer, human);
  }

  private static double score(AnswerComparison comparison, String answer, List<String> human) {
    OpenEndedScorer scorer = new OpenEndedScorer(comparison);
    double score = scorer.add(new Annotation(1, "any", human, "type", "other"), answer);
    assertThat(scorer.accuracy().overall().percent()).isEqualTo(Rounding.twoDigits(100 * score));
    return scorer.accuracy().overall().percent();
  }
}
