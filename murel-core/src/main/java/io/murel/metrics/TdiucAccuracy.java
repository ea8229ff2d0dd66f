package io.murel.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The measures of TDIUC (Kafle and Kanan, ICCV 2017), in percent: accuracy by question type, its
 * arithmetic and harmonic means (MPT), and the same normalised by answer, where every distinct
 * answer of a type weighs the same (N-MPT). A {@link TdiucScorer} makes them.
 *
 * @param accuracy over all questions
 * @param questions over how many
 * @param perType by question type, in order of first appearance
 */
public record TdiucAccuracy(double accuracy, long questions, Map<String, Type> perType) {

  /** Keeps the harmonic mean defined where a type is always wrong. */
  private static final double EPSILON = 1e-10;

  /**
   * One question type.
   *
   * @param questions questions of the type
   * @param plain share of right answers
   * @param normalised mean over the distinct right answers of the share of right answers to them
   */
  public record Type(long questions, double plain, double normalised) {}

  public TdiucAccuracy {
    perType = Collections.unmodifiableMap(new LinkedHashMap<>(perType));
  }

  /** Arithmetic mean over the types. */
  public double arithmetic() {
    return arithmeticMean(plain());
  }

  /** Harmonic mean over the types. */
  public double harmonic() {
    return harmonicMean(plain());
  }

  /** Arithmetic mean over the types, normalised by answer. */
  public double arithmeticNormalised() {
    return arithmeticMean(normalised());
  }

  /** Harmonic mean over the types, normalised by answer. */
  public double harmonicNormalised() {
    return harmonicMean(normalised());
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

  /**
   * All values under the names the original logs them by, and the two normalised means as defined
   * in the paper under names that end in "_reset".
   */
  public Map<String, Double> named() {
    Map<String, Double> out = new LinkedHashMap<>();
    out.put("accuracy", accuracy);
    perType.forEach((name, type) -> out.put("perQuestionType." + name, type.plain()));
    out.put("acc_mpt_a", arithmetic());
    out.put("acc_mpt_h", harmonic());
    perType.forEach((name, type) -> out.put("perQuestionType_norm." + name, type.normalised()));
    out.put("acc_mpt_a_norm", arithmeticNormalisedAsLogged());
    out.put("acc_mpt_h_norm", harmonicNormalisedAsLogged());
    out.put("acc_mpt_a_norm_reset", arithmeticNormalised());
    out.put("acc_mpt_h_norm_reset", harmonicNormalised());
    return out;
  }

  private List<Double> plain() {
    return perType.values().stream().map(Type::plain).toList();
  }

  private List<Double> normalised() {
    return perType.values().stream().map(Type::normalised).toList();
  }

  private List<Double> plainAndNormalised() {
    List<Double> both = new ArrayList<>(plain());
    both.addAll(normalised());
    return both;
  }

  private static double arithmeticMean(Collection<Double> percents) {
    return percents.stream().mapToDouble(p -> p + EPSILON).average().orElseThrow();
  }

  private static double harmonicMean(Collection<Double> percents) {
    return percents.size() / percents.stream().mapToDouble(p -> 1 / (p + EPSILON)).sum();
  }
}
