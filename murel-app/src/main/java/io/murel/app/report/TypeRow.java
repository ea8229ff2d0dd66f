package io.murel.app.report;

import java.util.List;

/**
 * One row of the table by question type, as counts of right answers.
 *
 * @param type its question type, or "relational" and "all" for pooled rows
 * @param questions how many questions, at least 1
 * @param chance right by the most common answer of the type
 * @param questionOnly right by a guess from the question alone
 * @param bothRight answered rightly by both networks
 * @param onlyMurel by MuRel only
 * @param onlyAttention by the attention baseline only
 */
public record TypeRow(
    String type,
    int questions,
    int chance,
    int questionOnly,
    int bothRight,
    int onlyMurel,
    int onlyAttention) {

  public TypeRow {
    if (questions < 1
        || bothRight + onlyMurel + onlyAttention > questions
        || Math.max(chance, questionOnly) > questions) {
      throw new IllegalArgumentException("more right answers than questions in row " + type);
    }
  }

  /** Counts outcomes. */
  static TypeRow of(String type, List<Outcome> outcomes) {
    return new TypeRow(
        type,
        outcomes.size(),
        (int) outcomes.stream().filter(Outcome::chance).count(),
        (int) outcomes.stream().filter(Outcome::questionOnly).count(),
        count(outcomes, Agreement.BOTH_RIGHT),
        count(outcomes, Agreement.ONLY_MUREL),
        count(outcomes, Agreement.ONLY_ATTENTION));
  }

  private static int count(List<Outcome> outcomes, Agreement agreement) {
    return (int) outcomes.stream().filter(o -> o.agreement() == agreement).count();
  }

  public int murel() {
    return bothRight + onlyMurel;
  }

  public int attention() {
    return bothRight + onlyAttention;
  }

  public int bothWrong() {
    return questions - bothRight - onlyMurel - onlyAttention;
  }

  /** A count of right answers as a percentage of the row's questions. */
  public double percent(int right) {
    return 100.0 * right / questions;
  }

  /** Half of the 95 % interval of {@link #percent}, in points. */
  public double margin(int right) {
    return Margin.ofShare(right, questions);
  }

  /** MuRel less attention, in points. */
  public double difference() {
    return percent(onlyMurel - onlyAttention);
  }

  /** Half of the 95 % interval of {@link #difference}, in points. */
  public double differenceMargin() {
    return Margin.ofDifference(onlyMurel, onlyAttention, questions);
  }

  /** Whether MuRel is better by more than chance differences between questions explain. */
  public boolean gained() {
    return difference() > differenceMargin();
  }

  /** Whether attention is better by more than chance differences between questions explain. */
  public boolean lost() {
    return -difference() > differenceMargin();
  }
}
