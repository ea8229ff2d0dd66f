package io.murel.app.report;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Chance level: always the answer that was most common among the training questions of the type.
 *
 * <pre>{@code
 * MajorityGuess guess = new MajorityGuess();
 * train.forEach(q -> guess.learn(q.type(), q.answer()));
 * boolean right = guess.answer("spatial").equals(question.answer());
 * }</pre>
 */
public final class MajorityGuess {

  private final Map<String, Map<String, Integer>> counts = new HashMap<>();

  /** Counts one training question. */
  public void learn(String type, String answer) {
    counts.computeIfAbsent(type, t -> new TreeMap<>()).merge(answer, 1, Integer::sum);
  }

  /**
   * The most common answer of a type; of equally common ones the first in the alphabet. Empty text
   * for a type never seen.
   */
  public String answer(String type) {
    String best = "";
    int most = 0;
    for (Map.Entry<String, Integer> entry : counts.getOrDefault(type, Map.of()).entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        best = entry.getKey();
      }
    }
    return best;
  }
}
