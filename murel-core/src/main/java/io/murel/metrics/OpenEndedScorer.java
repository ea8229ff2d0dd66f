package io.murel.metrics;

import io.murel.data.Annotation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The open-ended accuracy of VQA (Antol et al., ICCV 2015), question by question: an answer is
 * fully right if three other annotators gave it, averaged over leaving out each annotator in turn.
 * Keeps sums only. Not for several threads.
 *
 * <pre>{@code
 * OpenEndedScorer scorer = new OpenEndedScorer(AnswerComparison.OFFICIAL);
 * annotations.forEach(a -> scorer.add(a, given.get(a.questionId())));
 * double percent = scorer.accuracy().overall().percent();
 * }</pre>
 */
public final class OpenEndedScorer {

  private static final double ENOUGH = 3;

  private final AnswerComparison comparison;
  private final AnswerText text = new AnswerText();

  /** A network gives few different answers, each of them often. */
  private final Map<String, String> normalised = new HashMap<>();

  private final Mean.Sum overall = new Mean.Sum();
  private final Map<String, Mean.Sum> questionTypes = new LinkedHashMap<>();
  private final Map<String, Mean.Sum> answerTypes = new LinkedHashMap<>();

  public OpenEndedScorer(AnswerComparison comparison) {
    this.comparison = comparison;
  }

  /**
   * Scores one answer.
   *
   * @param annotation the human answers; without any the score is 0
   * @param answer the given one
   * @return from 0 to 1
   */
  public double add(Annotation annotation, String answer) {
    double score = score(annotation.humanAnswers(), answer);
    overall.add(score);
    add(questionTypes, annotation.questionType(), score);
    add(answerTypes, annotation.answerType(), score);
    return score;
  }

  private static void add(Map<String, Mean.Sum> sums, String type, double score) {
    if (type != null) {
      sums.computeIfAbsent(type, t -> new Mean.Sum()).add(score);
    }
  }

  private double score(List<String> given, String answer) {
    if (given.isEmpty()) {
      return 0;
    }
    boolean official = comparison == AnswerComparison.OFFICIAL;
    String normal = official ? normalised.computeIfAbsent(answer, text::normalised) : answer;
    // Quirk: human answers only lose their punctuation, and only if the annotators disagree.
    boolean disagree = new HashSet<>(given).size() > 1;
    List<String> human =
        official && disagree ? given.stream().map(text::punctuation).toList() : given;
    long agreeing = human.stream().filter(normal::equals).count();
    double sum = 0;
    for (String one : human) {
      long others = one.equals(normal) ? agreeing - 1 : agreeing;
      sum += Math.min(1, others / ENOUGH);
    }
    return sum / human.size();
  }

  /** Questions scored so far. */
  public long count() {
    return overall.count();
  }

  /**
   * The accuracy so far.
   *
   * @throws IllegalStateException before the first question
   */
  public OpenEndedAccuracy accuracy() {
    if (count() == 0) {
      throw new IllegalStateException("no question was scored");
    }
    return new OpenEndedAccuracy(overall.mean(), means(questionTypes), means(answerTypes));
  }

  private static Map<String, Mean> means(Map<String, Mean.Sum> sums) {
    Map<String, Mean> out = new LinkedHashMap<>();
    sums.forEach((type, sum) -> out.put(type, sum.mean()));
    return out;
  }
}
