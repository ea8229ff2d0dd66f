package io.murel.train.measure;

import io.murel.data.AnswerVocabulary;
import io.murel.data.VqaItem;
import io.murel.metrics.AccuracyByType;
import io.murel.train.Phase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Accuracy by question type when evaluating, logged as {@code eval_epoch.perQuestionType.TYPE}.
 * Unlike the original's top-1 accuracy, which takes an answer outside the vocabulary for the last
 * one, it counts a question as right only if the answer's text is.
 */
public final class TypeAccuracyMetric extends AnswerMetric {

  private AccuracyByType accuracy = new AccuracyByType();

  public TypeAccuracyMetric(AnswerVocabulary answers) {
    super(Set.of(Phase.EVAL), answers);
  }

  @Override
  protected void begin(int epoch) {
    accuracy = new AccuracyByType();
  }

  @Override
  protected void add(VqaItem item, String right, String answer) {
    if (item.questionType() != null) {
      accuracy.add(item.questionType(), answer.equals(right));
    }
  }

  @Override
  public Map<String, Double> end() {
    Map<String, Double> out = new LinkedHashMap<>();
    accuracy.rows().stream()
        .sorted((a, b) -> a.type().compareTo(b.type()))
        .forEach(row -> out.put("perQuestionType." + row.type(), row.percent()));
    return out;
  }
}
