package io.murel.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The measures of TDIUC (Kafle and Kanan, ICCV 2017), in percent: accuracy by question type, its
 * arithmetic and harmonic means (MPT), and the same normalised by answer, where every distinct
 * answer of a type weighs the same (N-MPT).
 *
 * @param accuracy over all questions
 * @param perType plain accuracy by question type
 * @param perTypeNormalised mean over the distinct right answers of a type of the accuracy on them
 * @param arithmetic arithmetic mean of {@code perType}
 * @param harmonic harmonic mean of {@code perType}
 * @param arithmeticNormalised arithmetic mean of {@code perTypeNormalised}
 * @param harmonicNormalised harmonic mean of {@code perTypeNormalised}
 */
public record TdiucAccuracy(
    double accuracy,
    Map<String, Double> perType,
    Map<String, Double> perTypeNormalised,
    double arithmetic,
    double harmonic,
    double arithmeticNormalised,
    double harmonicNormalised) {

  /** Keeps the harmonic mean defined where a type is always wrong. */
  private static final double EPSILON = 1e-10;

  /**
   * One answered question.
   *
   * @param type its question type
   * @param answer the right answer
   * @param known whether the network can give that answer; the unknown ones of a type count as one
   *     answer in the normalised measures
   * @param given the network's answer
   */
  public record Answered(String type, String answer, boolean known, String given) {
    boolean right() {
      return given.equals(answer);
    }
  }

  /** Scores answers, at least one. */
  public static TdiucAccuracy of(List<Answered> answered) {
    Map<String, List<Answered>> byType = new LinkedHashMap<>();
    answered.forEach(a -> byType.computeIfAbsent(a.type(), t -> new ArrayList<>()).add(a));
    Map<String, Double> plain = each(byType, TdiucAccuracy::percent);
    Map<String, Double> normalised = each(byType, TdiucAccuracy::percentByAnswer);
    return new TdiucAccuracy(
        percent(answered),
        plain,
        normalised,
        arithmeticMean(plain.values()),
        harmonicMean(plain.values()),
        arithmeticMean(normalised.values()),
        harmonicMean(normalised.values()));
  }

  /**
   * The normalised arithmetic mean as the original logs it. It does not empty its list in between
   * and so averages over plain and normalised accuracies; published figures depend on that.
   */
  public double arithmeticNormalisedAsLogged() {
    return arithmeticMean(plainAndNormalised());
  }

  /** The normalised harmonic mean as the original logs it, over plain and normalised accuracies. */
  public double harmonicNormalisedAsLogged() {
    return harmonicMean(plainAndNormalised());
  }

  private List<Double> plainAndNormalised() {
    List<Double> both = new ArrayList<>(perType.values());
    both.addAll(perTypeNormalised.values());
    return both;
  }

  private static Map<String, Double> each(
      Map<String, List<Answered>> groups, ToDoubleFunction<List<Answered>> measure) {
    Map<String, Double> out = new LinkedHashMap<>();
    groups.forEach((name, group) -> out.put(name, measure.applyAsDouble(group)));
    return out;
  }

  private static double percent(List<Answered> group) {
    return 100.0 * group.stream().filter(Answered::right).count() / group.size();
  }

  private static double percentByAnswer(List<Answered> group) {
    Map<String, List<Answered>> byAnswer = new LinkedHashMap<>();
    for (Answered a : group) {
      byAnswer.computeIfAbsent(a.known() ? a.answer() : null, key -> new ArrayList<>()).add(a);
    }
    return byAnswer.values().stream().mapToDouble(TdiucAccuracy::percent).average().orElseThrow();
  }

  private static double arithmeticMean(Collection<Double> percents) {
    return percents.stream().mapToDouble(p -> p + EPSILON).average().orElseThrow();
  }

  private static double harmonicMean(Collection<Double> percents) {
    return percents.size() / percents.stream().mapToDouble(p -> 1 / (p + EPSILON)).sum();
  }
}
