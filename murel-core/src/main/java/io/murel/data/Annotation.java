package io.murel.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answers to one question.
 *
 * @param questionId the question
 * @param answer the answer to learn: {@code multiple_choice_answer}, or the most frequent of the
 *     human answers where the file has none
 * @param humanAnswers what each annotator said, in the order of the file; may be empty
 * @param questionType for instance "how many"; null where the file gives none
 * @param answerType for instance "number"; null where the file gives none
 */
public record Annotation(
    long questionId,
    String answer,
    List<String> humanAnswers,
    String questionType,
    String answerType) {

  public Annotation {
    humanAnswers = List.copyOf(humanAnswers);
  }

  /** How many annotators gave each answer, answers in order of first appearance. */
  public Map<String, Integer> answerCounts() {
    return counts(humanAnswers);
  }

  /** The most frequent answer, the earliest of equals; null if there is none. */
  static String mostFrequent(List<String> answers) {
    String best = null;
    int most = 0;
    for (Map.Entry<String, Integer> entry : counts(answers).entrySet()) {
      if (entry.getValue() > most) {
        best = entry.getKey();
        most = entry.getValue();
      }
    }
    return best;
  }

  private static Map<String, Integer> counts(List<String> answers) {
    Map<String, Integer> out = new LinkedHashMap<>();
    answers.forEach(answer -> out.merge(answer, 1, Integer::sum));
    return out;
  }
}
