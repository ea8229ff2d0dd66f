package io.murel.app.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.BadInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs ranked by each of several metrics.
 *
 * @param rankings one for each metric that some run has
 * @param problems what could not be compared, and why
 */
public record Comparison(List<Ranking> rankings, List<String> problems) {

  /** The runs in the order of one metric. */
  public record Ranking(Metric metric, List<Row> rows) {}

  /**
   * One run in a ranking.
   *
   * @param score a number, whole or not as it was logged
   * @param epoch it was logged for
   */
  public record Row(ComparedRun run, JsonNode score, JsonNode epoch) {

    /** As the original orders them: equals by name, in the direction of the ranking. */
    private static final Comparator<Row> ASCENDING =
        Comparator.<Row>comparingDouble(row -> row.score().doubleValue())
            .thenComparing(row -> row.run().name(), Row::byCodePoint);

    private static int byCodePoint(String a, String b) {
      return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }
  }

  public Comparison {
    rankings = List.copyOf(rankings);
    problems = List.copyOf(problems);
  }

  /**
   * Compares runs. What one of them lacks becomes a problem; the others are compared all the same.
   *
   * @param best the metric that chooses the epoch of each run; empty: each metric its own
   * @param epochs only so many first epochs count
   */
  public static Comparison of(
      List<ComparedRun> runs, List<Metric> metrics, Optional<Metric> best, int epochs)
      throws IOException {
    Map<Metric, List<Row>> rows = new LinkedHashMap<>();
    metrics.forEach(metric -> rows.put(metric, new ArrayList<>()));
    Set<String> problems = new LinkedHashSet<>(); // a log that is not there is missed once
    for (ComparedRun run : runs) {
      try {
        RunScores scores = new RunScores(run, best, epochs);
        for (Metric metric : rows.keySet()) {
          try {
            RunScores.Score score = scores.score(metric);
            rows.get(metric).add(new Row(run, score.value(), score.epoch()));
          } catch (BadInputException e) {
            problems.add(e.getMessage());
          }
        }
      } catch (BadInputException e) {
        problems.add(e.getMessage());
      }
    }
    List<Ranking> rankings = new ArrayList<>();
    rows.forEach(
        (metric, ranked) -> {
          ranked.sort(metric.maximize() ? Row.ASCENDING.reversed() : Row.ASCENDING);
          if (!ranked.isEmpty()) {
            rankings.add(new Ranking(metric, List.copyOf(ranked)));
          }
        });
    return new Comparison(rankings, List.copyOf(problems));
  }
}
