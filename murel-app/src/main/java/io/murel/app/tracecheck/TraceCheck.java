package io.murel.app.tracecheck;

import io.murel.scenes.ScenesOptions;
import io.murel.scenes.Split;
import io.murel.scenes.ask.QuestionType;
import io.murel.vqa.Explanation;
import io.murel.vqa.Query;
import io.murel.vqa.VqaModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Compares traces with what the generator of the scenes knows: which objects lead to the answer.
 *
 * @param all of all questions, by type
 * @param right of those that were answered right
 */
public record TraceCheck(Map<QuestionType, PathRates> all, Map<QuestionType, PathRates> right) {

  private static final int TOGETHER = 256;

  /**
   * Draws scenes, asks the model and compares.
   *
   * @param options which scenes; the same seed and split give the scenes that {@code murel scenes}
   *     writes
   * @param drawn is told how many scenes have been drawn
   */
  public static TraceCheck run(
      VqaModel model, ScenesOptions options, Split split, IntConsumer drawn) {
    Map<QuestionType, PathRates> all = new EnumMap<>(QuestionType.class);
    Map<QuestionType, PathRates> right = new EnumMap<>(QuestionType.class);
    List<PathQuestion> questions = PathQuestion.draw(options, split, drawn);
    for (int from = 0; from < questions.size(); from += TOGETHER) {
      List<PathQuestion> some =
          questions.subList(from, Math.min(from + TOGETHER, questions.size()));
      List<Explanation> explanations =
          model.explain(some.stream().map(q -> new Query(q.image(), q.text())).toList(), 1);
      for (int i = 0; i < some.size(); i++) {
        PathQuestion question = some.get(i);
        Explanation explanation = explanations.get(i);
        boolean ok = explanation.answers().get(0).answer().equals(question.answer());
        add(all, question, ok, explanation);
        if (ok) {
          add(right, question, true, explanation);
        }
      }
    }
    return new TraceCheck(all, right);
  }

  private static void add(
      Map<QuestionType, PathRates> rates,
      PathQuestion question,
      boolean right,
      Explanation explanation) {
    rates
        .computeIfAbsent(question.type(), type -> new PathRates())
        .add(question, right, explanation.trace());
  }
}
