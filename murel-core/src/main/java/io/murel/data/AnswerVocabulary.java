package io.murel.data;

import io.murel.text.CodePoints;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The answers a network chooses from; the number of an answer is its class id (aid). */
public final class AnswerVocabulary {

  private final List<String> answers;
  private final Map<String, Integer> ids = new HashMap<>();

  /** The given answers in the order of their ids, as read from a checkpoint. */
  public AnswerVocabulary(List<String> answers) {
    this.answers = List.copyOf(answers);
    for (String answer : answers) {
      if (ids.put(answer, ids.size()) != null) {
        throw new IllegalArgumentException("the answer '" + answer + "' twice");
      }
    }
  }

  /**
   * The most frequent answers. Equally frequent ones are ordered by descending code points, as the
   * original's reversed sort of (count, answer) does.
   *
   * @param given the answer to every training question
   * @param limit how many to keep, the option {@code nans}
   */
  public static AnswerVocabulary mostFrequent(Iterable<String> given, int limit) {
    Map<String, Integer> counts = new HashMap<>();
    given.forEach(answer -> counts.merge(answer, 1, Integer::sum));
    List<String> order = new ArrayList<>(counts.keySet());
    order.sort(
        Comparator.<String>comparingInt(counts::get).thenComparing(CodePoints.ORDER).reversed());
    return new AnswerVocabulary(order.subList(0, Math.min(limit, order.size())));
  }

  /** Number of answers. */
  public int size() {
    return answers.size();
  }

  public boolean contains(String answer) {
    return ids.containsKey(answer);
  }

  /**
   * The class of an answer; the last class for an answer that is not among them. That is the
   * original's rule for questions it evaluates on: a network that predicts the last class there
   * counts as right.
   */
  public int idOrLast(String answer) {
    return ids.getOrDefault(answer, answers.size() - 1);
  }

  /** The answer of a class. */
  public String answer(int id) {
    return answers.get(id);
  }

  /** All answers in the order of their ids, unmodifiable. */
  public List<String> answers() {
    return answers;
  }
}
