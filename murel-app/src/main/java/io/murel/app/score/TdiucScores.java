package io.murel.app.score;

import io.murel.BadInputException;
import io.murel.data.Annotation;
import io.murel.metrics.TdiucAccuracy;
import io.murel.metrics.TdiucScorer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The measures of TDIUC as tables and under the names of the original's logs. */
final class TdiucScores {
  private TdiucScores() {}

  private static final List<String> COLUMNS = List.of("accuracy", "normalised");

  /**
   * @param known the answers that could be given; null: all
   */
  static Scores of(Answered answered, Set<String> known, SplitBy splitBy) {
    TdiucScorer scorer = new TdiucScorer();
    for (int i = 0; i < answered.given().size(); i++) {
      Annotation annotation = answered.annotations().get(i);
      String right = annotation.answer();
      scorer.add(
          type(annotation), right, known == null || known.contains(right), answered.given().get(i));
    }
    TdiucAccuracy accuracy = scorer.accuracy();
    List<ScoreTable> tables = new ArrayList<>(List.of(means(accuracy)));
    if (splitBy.questionType()) {
      tables.add(types(accuracy));
    }
    return new Scores(title(answered), tables, values(accuracy));
  }

  private static String type(Annotation annotation) {
    if (annotation.questionType() == null) {
      throw BadInputException.at("the annotations")
          .found("question " + annotation.questionId() + " without a question_type")
          .expected("one for each question: TDIUC measures by type")
          .remedy("Use the annotations of TDIUC, or --measure open-ended.");
    }
    return annotation.questionType();
  }

  private static String title(Answered answered) {
    return String.format(
        Locale.ROOT,
        "Measures of TDIUC of %,d of %,d questions; normalised: each right answer weighs the same",
        answered.given().size(),
        answered.questions());
  }

  private static ScoreTable means(TdiucAccuracy a) {
    return new ScoreTable(
        "",
        COLUMNS,
        List.of(
            new ScoreTable.Row("all", List.of(a.accuracy()), a.questions()),
            mean("arithmetic mean over types", a.arithmetic(), a.arithmeticNormalised()),
            mean("harmonic mean over types", a.harmonic(), a.harmonicNormalised()),
            mean("arithmetic, as published", a.arithmetic(), a.arithmeticNormalisedAsLogged()),
            mean("harmonic, as published", a.harmonic(), a.harmonicNormalisedAsLogged())));
  }

  private static ScoreTable.Row mean(String name, double plain, double normalised) {
    return new ScoreTable.Row(name, List.of(plain, normalised), -1);
  }

  private static ScoreTable types(TdiucAccuracy accuracy) {
    List<ScoreTable.Row> rows = new ArrayList<>();
    accuracy
        .perType()
        .forEach(
            (name, type) ->
                rows.add(
                    new ScoreTable.Row(
                        name, List.of(type.plain(), type.normalised()), type.questions())));
    rows.sort(ScoreTable.FREQUENT_FIRST);
    return new ScoreTable("question type", COLUMNS, rows);
  }

  private static Map<String, Object> values(TdiucAccuracy a) {
    Map<String, Double> plain = new LinkedHashMap<>();
    Map<String, Double> normalised = new LinkedHashMap<>();
    a.perType()
        .forEach(
            (name, type) -> {
              plain.put(name, type.plain());
              normalised.put(name, type.normalised());
            });
    Map<String, Object> out = new LinkedHashMap<>();
    a.named()
        .forEach(
            (name, value) -> {
              if (name.startsWith("perQuestionType.")) {
                out.put("perQuestionType", plain);
              } else if (name.startsWith("perQuestionType_norm.")) {
                out.put("perQuestionType_norm", normalised);
              } else {
                out.put(name, value);
              }
            });
    return out;
  }
}
