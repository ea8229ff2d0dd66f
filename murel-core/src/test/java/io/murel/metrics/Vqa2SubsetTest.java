package io.murel.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.murel.data.AnswerPrior;
import io.murel.data.AnswerPrior.By;
import io.murel.data.DatasetOptions;
import io.murel.data.VqaData;
import io.murel.data.VqaItem;
import io.murel.options.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scores of guessing on a subset of VQA v2 ({@code -Dmurel.real=DIR}), known from other code. */
class Vqa2SubsetTest {

  private static VqaData data;

  @BeforeAll
  static void open() {
    Path dir = Path.of(System.getProperty("murel.real", "../../shared/real"), "vqa2-subset");
    assumeTrue(Files.isDirectory(dir), "real data not found in " + dir + ": skipped");
    Map<String, Object> options = Map.of("name", "folder", "dir", dir.toString());
    data = VqaData.open(DatasetOptions.from(Options.of(options)), store -> null);
  }

  @AfterAll
  static void close() {
    if (data != null) {
      data.close();
    }
  }

  @Test
  void theMostFrequentAnswerScoresAsKnown() {
    for (AnswerComparison comparison : AnswerComparison.values()) {
      assertThat(score("valid", By.NONE, comparison)).isEqualTo(new Mean(20.85, 8_977));
      assertThat(score("test", By.NONE, comparison)).isEqualTo(new Mean(22.37, 2_962));
    }
  }

  @Test
  void theMostFrequentAnswerToEachTypeOfQuestionScoresAsKnownLetterByLetter() {
    assertThat(score("valid", By.QUESTION_TYPE, AnswerComparison.PLAIN).percent()).isEqualTo(32.91);
    assertThat(score("test", By.QUESTION_TYPE, AnswerComparison.PLAIN).percent()).isEqualTo(33.58);
  }

  /** A given "none" becomes "0", the annotators' does not: three types are guessed in vain. */
  @Test
  void theOfficialNormalisationTakesAwayTheGuessNone() {
    assertThat(score("valid", By.QUESTION_TYPE, AnswerComparison.OFFICIAL).percent())
        .isEqualTo(32.81);
    assertThat(score("test", By.QUESTION_TYPE, AnswerComparison.OFFICIAL).percent())
        .isEqualTo(33.41);
  }

  private static Mean score(String split, By by, AnswerComparison comparison) {
    List<String> answers = data.vocabulary().answers().answers();
    AnswerPrior prior = new AnswerPrior(data.items("train"), answers.size(), by);
    OpenEndedScorer scorer = new OpenEndedScorer(comparison);
    for (VqaItem item : data.items(split)) {
      scorer.add(item.annotation(), answers.get(prior.answerId(item.questionType())));
    }
    return scorer.accuracy().overall();
  }
}
