package io.murel.app.compare;

import io.murel.app.compare.Comparison.Ranking;
import io.murel.app.compare.Comparison.Row;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A comparison as tables to read, as the original prints them. */
public final class ComparisonText {
  private ComparisonText() {}

  /** All tables. */
  public static String of(Comparison comparison) {
    return comparison.rankings().stream()
        .map(ranking -> table(ranking, comparison))
        .collect(Collectors.joining());
  }

  private static String table(Ranking ranking, Comparison comparison) {
    List<Row> rows = ranking.rows();
    return "\n\n## "
        + title(ranking, comparison)
        + "\n\n"
        + PlainTable.text(
            PlainTable.Column.numbers(
                "Place", IntStream.rangeClosed(1, rows.size()).boxed().toList()),
            PlainTable.Column.texts("Method", rows.stream().map(r -> r.run().name()).toList()),
            PlainTable.Column.numbers(
                "Score", rows.stream().map(r -> r.score().numberValue()).toList()),
            PlainTable.Column.numbers(
                "Epoch", rows.stream().map(r -> r.epoch().numberValue()).toList()));
  }

  /** The name of the metric, and of its log where another one has a metric of that name. */
  private static String title(Ranking ranking, Comparison comparison) {
    String name = ranking.metric().name();
    long same = comparison.rankings().stream().filter(r -> r.metric().name().equals(name)).count();
    return same == 1 ? name : "%s (%s)".formatted(name, ranking.metric().log());
  }
}
