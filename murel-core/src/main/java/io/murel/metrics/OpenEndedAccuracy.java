package io.murel.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an {@link OpenEndedScorer} comes to. Types are in order of first appearance.
 *
 * @param overall over all questions
 * @param perQuestionType by question type, for instance "how many"
 * @param perAnswerType by answer type, for instance "number"
 */
public record OpenEndedAccuracy(
    Mean overall, Map<String, Mean> perQuestionType, Map<String, Mean> perAnswerType) {

  public OpenEndedAccuracy {
    perQuestionType = Collections.unmodifiableMap(new LinkedHashMap<>(perQuestionType));
    perAnswerType = Collections.unmodifiableMap(new LinkedHashMap<>(perAnswerType));
  }

  /**
   * The percentages under the names the original logs them by, for instance {@code
   * perQuestionType.how_many}.
   */
  public Map<String, Double> named() {
    Map<String, Double> out = new LinkedHashMap<>();
    out.put("overall", overall.percent());
    perQuestionType.forEach((type, v) -> out.put("perQuestionType." + name(type), v.percent()));
    perAnswerType.forEach((type, v) -> out.put("perAnswerType." + name(type), v.percent()));
    return out;
  }

  private static String name(String type) {
    return type.replace(' ', '_');
  }
}
