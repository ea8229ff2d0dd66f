package io.murel.app.score;

import io.murel.metrics.AnswerComparison;
import io.murel.metrics.Mean;
import io.murel.metrics.OpenEndedAccuracy;
import io.murel.metrics.OpenEndedScorer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The open-ended accuracy of results as tables and under the names of the official code. */
final class OpenEndedScores {
  private OpenEndedScores() {}

  private static final List<String> COLUMNS = List.of("accuracy");

  static Scores of(Answered answered, AnswerComparison comparison, SplitBy splitBy) {
    OpenEndedAccuracy accuracy = accuracy(answered, comparison);
    List<ScoreTable.Row> all = new ArrayList<>(List.of(row("all", accuracy.overall())));
    if (comparison == AnswerComparison.OFFICIAL) { // figures of both kinds are quoted
      Mean plain = accuracy(answered, AnswerComparison.PLAIN).overall();
      all.add(row("all, letter by letter", plain));
    }
    List<ScoreTable> tables = new ArrayList<>();
    tables.add(new ScoreTable("", COLUMNS, all));
    if (splitBy.answerType()) {
      tables.add(table("answer type", accuracy.perAnswerType()));
    }
    if (splitBy.questionType()) {
      tables.add(table("question type", accuracy.perQuestionType()));
    }
    return new Scores(title(answered, comparison), tables, values(accuracy));
  }

  private static OpenEndedAccuracy accuracy(Answered answered, AnswerComparison comparison) {
    OpenEndedScorer scorer = new OpenEndedScorer(comparison);
    for (int i = 0; i < answered.given().size(); i++) {
      scorer.add(answered.annotations().get(i), answered.given().get(i));
    }
    return scorer.accuracy();
  }

  private static String title(Answered answered, AnswerComparison comparison) {
    return String.format(
        Locale.ROOT,
        "Open-ended accuracy of %,d of %,d questions, texts compared %s",
        answered.given().size(),
        answered.questions(),
        comparison == AnswerComparison.OFFICIAL ? "as officially" : "letter by letter");
  }

  /** The frequent types first. */
  private static ScoreTable table(String heading, Map<String, Mean> means) {
    List<ScoreTable.Row> rows = new ArrayList<>();
    means.forEach((type, mean) -> rows.add(row(type, mean)));
    rows.sort(ScoreTable.FREQUENT_FIRST);
    return new ScoreTable(heading, COLUMNS, rows);
  }

  private static ScoreTable.Row row(String name, Mean mean) {
    return new ScoreTable.Row(name, List.of(mean.percent()), mean.count());
  }

  private static Map<String, Object> values(OpenEndedAccuracy accuracy) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("overall", accuracy.overall().percent());
    out.put("perQuestionType", percents(accuracy.perQuestionType()));
    out.put("perAnswerType", percents(accuracy.perAnswerType()));
    return out;
  }

  private static Map<String, Double> percents(Map<String, Mean> means) {
    Map<String, Double> out = new LinkedHashMap<>();
    means.forEach((type, mean) -> out.put(type, mean.percent()));
    return out;
  }
}
