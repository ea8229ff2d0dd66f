package io.murel.metrics;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts answers for the measures of TDIUC, question by question. Keeps two numbers for each
 * distinct right answer of each question type. Not for several threads.
 */
public final class TdiucScorer {

  /** Right answers that cannot be given, of one type, count as one answer. */
  private static final String UNKNOWN = null;

  private final Map<String, Map<String, Tally>> types = new LinkedHashMap<>();

  private static final class Tally {
    private long right;
    private long count;

    double percent() {
      return 100.0 * right / count;
    }

    static Tally sum(Collection<Tally> parts) {
      Tally out = new Tally();
      for (Tally part : parts) {
        out.right += part.right;
        out.count += part.count;
      }
      return out;
    }
  }

  /**
   * Counts one question.
   *
   * @param type its question type
   * @param answer the right answer
   * @param known whether it is among the answers that can be given; the unknown ones of a type
   *     count as one answer in the normalised measures
   * @param given the given answer; null where none was given
   */
  public void add(String type, String answer, boolean known, String given) {
    Tally tally =
        types
            .computeIfAbsent(type, t -> new LinkedHashMap<>())
            .computeIfAbsent(known ? answer : UNKNOWN, a -> new Tally());
    tally.count++;
    if (answer.equals(given)) {
      tally.right++;
    }
  }

  /** Questions counted so far. */
  public long count() {
    return total().count;
  }

  /**
   * The measures so far.
   *
   * @throws IllegalStateException before the first question
   */
  public TdiucAccuracy accuracy() {
    if (types.isEmpty()) {
      throw new IllegalStateException("no question was counted");
    }
    Map<String, TdiucAccuracy.Type> perType = new LinkedHashMap<>();
    types.forEach((name, answers) -> perType.put(name, type(answers.values())));
    return new TdiucAccuracy(total().percent(), total().count, perType);
  }

  private static TdiucAccuracy.Type type(Collection<Tally> answers) {
    Tally all = Tally.sum(answers);
    double normalised = answers.stream().mapToDouble(Tally::percent).average().orElseThrow();
    return new TdiucAccuracy.Type(all.count, all.percent(), normalised);
  }

  private Tally total() {
    return Tally.sum(types.values().stream().flatMap(m -> m.values().stream()).toList());
  }
}
