package io.murel.app.run;

import io.murel.data.AnswerVocabulary;
import io.murel.data.LoadedBatch;
import io.murel.data.VqaItem;
import io.murel.metrics.AccuracyByType;
import io.murel.nn.Torch;
import io.murel.train.EpochMetric;
import io.murel.train.Phase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Accuracy by question type when evaluating, logged as {@code eval_epoch.perQuestionType.TYPE}.
 * Unlike the original's top-1 accuracy, which takes an answer outside the vocabulary for the last
 * one, it counts a question as right only if the answer's text is.
 */
final class TypeAccuracy implements EpochMetric {

  private final AnswerVocabulary answers;
  private AccuracyByType accuracy = new AccuracyByType();

  TypeAccuracy(AnswerVocabulary answers) {
    this.answers = answers;
  }

  @Override
  public boolean measures(Phase phase) {
    return phase == Phase.EVAL;
  }

  @Override
  public void begin(Phase phase, int epoch) {
    accuracy = new AccuracyByType();
  }

  @Override
  public void add(LoadedBatch batch, Tensor logits) {
    long[] chosen;
    try (PointerScope scope = new PointerScope()) {
      Tensor best = logits.topk(1).get1(); // [B, 1]
      chosen = Torch.longs(best);
    }
    List<VqaItem> items = batch.items();
    for (int i = 0; i < items.size(); i++) {
      VqaItem item = items.get(i);
      if (item.questionType() != null && chosen[i] < answers.size()) {
        String answer = answers.answer((int) chosen[i]);
        accuracy.add(item.questionType(), answer.equals(item.answer()));
      } else if (item.questionType() != null) {
        accuracy.add(item.questionType(), false); // an output that stands for no answer
      }
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
