package io.murel.metrics;

import io.murel.data.Annotation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The official open-ended accuracy of VQA (Antol et al., ICCV 2015): an answer is fully right if
 * three other annotators gave it, averaged over leaving out each annotator in turn.
 *
 * <p>All values are percentages rounded to two digits. Types are in order of first appearance.
 *
 * @param overall over all questions
 * @param perQuestionType by question type, for instance "how many"
 * @param perAnswerType by answer type, for instance "number"
 * @param perQuestion by question id
 */
public record OpenEndedAccuracy(
    double overall,
    Map<String, Double> perQuestionType,
    Map<String, Double> perAnswerType,
    Map<Long, Double> perQuestion) {

  public OpenEndedAccuracy {
    perQuestionType = Collections.unmodifiableMap(perQuestionType);
    perAnswerType = Collections.unmodifiableMap(perAnswerType);
    perQuestion = Collections.unmodifiableMap(perQuestion);
  }

  /**
   * Scores answers.
   *
   * @param annotations the human answers; questions without a given answer are left out
   * @param answers the given answer by question id, at least one of them annotated
   */
  public static OpenEndedAccuracy of(List<Annotation> annotations, Map<Long, String> answers) {
    AnswerText text = new AnswerText();
    List<Scored> scored = new ArrayList<>();
    Map<Long, Double> perQuestion = new LinkedHashMap<>();
    for (Annotation annotation : annotations) {
      String answer = answers.get(annotation.questionId());
      if (answer != null) {
        double score = score(text, answer, annotation.humanAnswers());
        scored.add(new Scored(annotation, score));
        perQuestion.put(annotation.questionId(), Rounding.twoDigits(100 * score));
      }
    }
    if (scored.isEmpty()) {
      throw new IllegalArgumentException("none of the questions answered has an annotation");
    }
    return new OpenEndedAccuracy(
        percent(scored),
        percents(scored, Annotation::questionType),
        percents(scored, Annotation::answerType),
        perQuestion);
  }

  /** A question with its score between 0 and 1. */
  private record Scored(Annotation annotation, double score) {}

  /**
   * The values under the names the original logs them by, for instance {@code
   * perQuestionType.how_many}.
   */
  public Map<String, Double> named() {
    Map<String, Double> out = new LinkedHashMap<>();
    out.put("overall", overall);
    perQuestionType.forEach((type, v) -> out.put("perQuestionType." + underscored(type), v));
    perAnswerType.forEach((type, v) -> out.put("perAnswerType." + underscored(type), v));
    return out;
  }

  private static String underscored(String type) {
    return type.replace(' ', '_');
  }

  /** Between 0 and 1. */
  private static double score(AnswerText text, String answer, List<String> given) {
    if (given.isEmpty()) {
      return 0;
    }
    String normal = text.normalised(answer);
    // Quirk: human answers only lose their punctuation, and only if the annotators disagree.
    Set<String> distinct = new HashSet<>(given);
    List<String> human =
        distinct.size() > 1 ? given.stream().map(text::punctuation).toList() : given;
    long agreeing = human.stream().filter(normal::equals).count();
    double sum = 0;
    for (String one : human) {
      long others = one.equals(normal) ? agreeing - 1 : agreeing;
      sum += Math.min(1, others / 3.0);
    }
    return sum / human.size();
  }

  private static Map<String, Double> percents(
      List<Scored> scored, Function<Annotation, String> typeOf) {
    Map<String, List<Scored>> groups = new LinkedHashMap<>();
    for (Scored one : scored) {
      String type = typeOf.apply(one.annotation());
      if (type != null) {
        groups.computeIfAbsent(type, t -> new ArrayList<>()).add(one);
      }
    }
    Map<String, Double> out = new LinkedHashMap<>();
    groups.forEach((type, group) -> out.put(type, percent(group)));
    return out;
  }

  private static double percent(List<Scored> scored) {
    double sum = 0;
    for (Scored one : scored) { // in order: the last bits of the sum decide some roundings
      sum += one.score();
    }
    return Rounding.twoDigits(100 * sum / scored.size());
  }
}
