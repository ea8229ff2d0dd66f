package io.murel.train.measure;

import io.murel.data.AnswerVocabulary;
import io.murel.data.VqaItem;
import io.murel.metrics.TdiucScorer;
import io.murel.train.Phase;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The measures of TDIUC in both phases, logged as {@code eval_epoch.tdiuc.acc_mpt_a} and so on.
 * Questions without an answer or a type are left out.
 */
public final class TdiucMetric extends AnswerMetric {

  private TdiucScorer scorer = new TdiucScorer();

  public TdiucMetric(AnswerVocabulary answers) {
    super(EnumSet.allOf(Phase.class), answers);
  }

  @Override
  protected void begin(int epoch) {
    scorer = new TdiucScorer();
  }

  @Override
  protected void add(VqaItem item, String right, String answer) {
    if (item.questionType() != null) {
      scorer.add(item.questionType(), right, answers().contains(right), answer);
    }
  }

  @Override
  public Map<String, Double> end() {
    Map<String, Double> out = new LinkedHashMap<>();
    if (scorer.count() > 0) {
      scorer.accuracy().named().forEach((name, value) -> out.put("tdiuc." + name, value));
    }
    return out;
  }
}
