package io.murel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.murel.data.AnswerPrior.By;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerPriorTest {

  private static final int ANSWERS = 4;

  /** Of "is": class 1 three times. Of "what": classes 3 and 2 once each. */
  private static final List<VqaItem> TRAIN =
      items("what 3", "is 1", "what 2", "is 1", "is 1", "is 0");

  @Test
  void theGuessIsTheMostFrequentAnswerOfTheTypeTheEarliestOfEquals() {
    AnswerPrior prior = new AnswerPrior(TRAIN, ANSWERS, By.QUESTION_TYPE);
    assertThat(prior.answerId("is")).isEqualTo(1);
    assertThat(prior.answerId("what")).isEqualTo(3);
  }

  @Test
  void aTypeNotSeenInTrainingIsGuessedAsAnyQuestion() {
    AnswerPrior prior = new AnswerPrior(TRAIN, ANSWERS, By.QUESTION_TYPE);
    assertThat(prior.answerId("why")).isEqualTo(1);
    assertThat(prior.answerId(null)).isEqualTo(1);
  }

  @Test
  void theGlobalPriorKnowsNoTypes() {
    assertThat(new AnswerPrior(TRAIN, ANSWERS, By.NONE).answerId("what")).isEqualTo(1);
  }

  @Test
  void probabilitiesAddUpToOneAndTheGuessHasTheLargest() {
    AnswerPrior prior = new AnswerPrior(TRAIN, ANSWERS, By.QUESTION_TYPE);
    float[] what = prior.logProbabilities("what");
    double total = 0;
    for (float p : what) {
      total += Math.exp(p);
    }
    assertThat(total).isCloseTo(1, within(1e-6));
    // counts 0 0 1 1, one more each, half a one for the guess
    assertThat(Math.exp(what[0])).isCloseTo(1 / 6.5, within(1e-6));
    assertThat(Math.exp(what[2])).isCloseTo(2 / 6.5, within(1e-6));
    assertThat(Math.exp(what[3])).isCloseTo(2.5 / 6.5, within(1e-6));
  }

  @Test
  void withoutQuestionsThereIsNothingToCount() {
    assertThatThrownBy(() -> new AnswerPrior(List.of(), ANSWERS, By.NONE))
        .hasMessage("no questions to count");
  }

  private static List<VqaItem> items(String... typesAndClasses) {
    List<VqaItem> out = new ArrayList<>();
    for (String one : typesAndClasses) {
      String type = one.split(" ")[0];
      int answerId = Integer.parseInt(one.split(" ")[1]);
      Annotation annotation = new Annotation(out.size(), "any", List.of(), type, null);
      Question question = new Question(out.size(), 0, null, "any?");
      out.add(
          new VqaItem(question, annotation, null, new long[0], answerId, new int[0], new int[0]));
    }
    return out;
  }
}
