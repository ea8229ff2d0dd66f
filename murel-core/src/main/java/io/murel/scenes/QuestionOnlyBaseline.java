package io.murel.scenes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Guesses answers without looking: the most frequent answer that the very same question had in
 * training; where it was never asked, the most frequent of its template, then of its type. What it
 * reaches above chance is what the questions give away.
 */
public final class QuestionOnlyBaseline {

  /**
   * A question as the baseline sees it.
   *
   * @param type question type
   * @param template a finer class of questions with the same possible answers
   * @param question its text
   * @param answer the right one, used for learning and scoring only
   * @param choices how many answers are possible
   */
  public record Asked(String type, String template, String question, String answer, int choices) {}

  /**
   * Percentages for one type, or for all.
   *
   * @param questions how many were scored
   * @param chance a guess among the possible answers
   * @param majority the most frequent answer of the type
   * @param questionOnly this baseline
   */
  public record Row(
      String type, int questions, double chance, double majority, double questionOnly) {}

  private final Map<String, Map<String, Integer>> byQuestion = new HashMap<>();
  private final Map<String, Map<String, Integer>> byTemplate = new HashMap<>();
  private final Map<String, Map<String, Integer>> byType = new HashMap<>();

  /** Takes in a training question. */
  public void learn(Asked asked) {
    count(byQuestion, asked.question(), asked.answer());
    count(byTemplate, asked.template(), asked.answer());
    count(byType, asked.type(), asked.answer());
  }

  /** The answer it would give; null before it has learnt any of this type. */
  public String guess(Asked asked) {
    String known = mostFrequent(byQuestion, asked.question());
    String usual = known != null ? known : mostFrequent(byTemplate, asked.template());
    return usual != null ? usual : majority(asked.type());
  }

  /** The most frequent answer of a type; null before it has learnt any. */
  public String majority(String type) {
    return mostFrequent(byType, type);
  }

  /** One row a type, in the order of their first questions, and "all" at the end. */
  public List<Row> score(Collection<Asked> questions) {
    Map<String, List<Asked>> types = new LinkedHashMap<>();
    for (Asked asked : questions) {
      types.computeIfAbsent(asked.type(), type -> new ArrayList<>()).add(asked);
    }
    List<Row> rows = new ArrayList<>();
    types.forEach((type, asked) -> rows.add(row(type, asked)));
    rows.add(row("all", questions));
    return rows;
  }

  private Row row(String name, Collection<Asked> questions) {
    double chance = 0;
    int majority = 0;
    int guessed = 0;
    for (Asked asked : questions) {
      chance += 1.0 / asked.choices();
      majority += asked.answer().equals(majority(asked.type())) ? 1 : 0;
      guessed += asked.answer().equals(guess(asked)) ? 1 : 0;
    }
    double percent = 100.0 / Math.max(1, questions.size());
    return new Row(name, questions.size(), percent * chance, percent * majority, percent * guessed);
  }

  private static void count(Map<String, Map<String, Integer>> counts, String key, String answer) {
    counts.computeIfAbsent(key, any -> new TreeMap<>()).merge(answer, 1, Integer::sum);
  }

  /** Among equally frequent ones the first in the alphabet. */
  private static String mostFrequent(Map<String, Map<String, Integer>> counts, String key) {
    String best = null;
    int most = 0;
    for (Map.Entry<String, Integer> entry : counts.getOrDefault(key, Map.of()).entrySet()) {
      if (entry.getValue() > most) {
        best = entry.getKey();
        most = entry.getValue();
      }
    }
    return best;
  }
}
