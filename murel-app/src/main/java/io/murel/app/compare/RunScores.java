package io.murel.app.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.BadInputException;
import io.murel.app.logs.RunLogs;
import io.murel.options.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The values of one run that its tables show. */
final class RunScores {

  /**
   * A value.
   *
   * @param value a number, whole or not as it was logged
   * @param epoch it was logged for
   */
  record Score(JsonNode value, JsonNode epoch) {}

  /** The values of a metric and their epochs, equally many. */
  private record Series(JsonNode values, JsonNode epochs) {

    int size() {
      return Math.min(values.size(), epochs.size());
    }

    /** The position of the last value of an epoch; -1: none. */
    int last(JsonNode epoch) {
      return IntStream.range(0, size())
          .filter(i -> epochs.get(i).equals(epoch))
          .reduce((a, b) -> b)
          .orElse(-1);
    }
  }

  private final RunLogs logs;
  private final Path directory;
  private final int limit;
  private final Optional<Metric> best;
  private int bestPosition = -1;
  private JsonNode bestEpoch;

  /**
   * @param best chooses the epoch; empty: each metric its own
   * @param limit only so many first values count
   * @throws BadInputException if there is no run, or nothing to choose the epoch by
   */
  RunScores(ComparedRun run, Optional<Metric> best, int limit) throws IOException {
    this.directory = run.directory();
    this.logs = new RunLogs(directory);
    this.limit = limit;
    this.best = best;
    if (!Files.isDirectory(directory)) {
      throw BadInputException.at(directory.toString())
          .found("no such directory")
          .expected("the directory of a run (exp.dir)")
          .remedy("Check the name.");
    }
    if (best.isPresent()) {
      Series series = series(best.get());
      bestPosition = best(series, best.get());
      bestEpoch = series.epochs().get(bestPosition);
    }
  }

  /**
   * The value of a metric in the best epoch.
   *
   * @throws BadInputException if it was not logged
   */
  Score score(Metric metric) throws IOException {
    Series series = series(metric);
    int position = best.isEmpty() ? best(series, metric) : atBest(series, metric);
    JsonNode value = series.values().get(position);
    if (!isNumber(value)) {
      throw nothing(metric, "no number for epoch " + series.epochs().get(position));
    }
    return new Score(value, series.epochs().get(position));
  }

  /** Position of the best of the values that count, the first of equals. */
  private int best(Series series, Metric metric) {
    int best = -1;
    for (int i = 0; i < Math.min(limit, series.size()); i++) {
      JsonNode value = series.values().get(i);
      if (isNumber(value) && (best < 0 || isBetter(metric, value, series.values().get(best)))) {
        best = i;
      }
    }
    if (best < 0) {
      throw nothing(metric, "no number");
    }
    return best;
  }

  private static boolean isBetter(Metric metric, JsonNode a, JsonNode b) {
    return metric.maximize()
        ? a.doubleValue() > b.doubleValue()
        : a.doubleValue() < b.doubleValue();
  }

  private static boolean isNumber(JsonNode value) {
    return value.isNumber() && !Double.isNaN(value.doubleValue());
  }

  /**
   * Where the best epoch is found in another series. The original takes the same position, or the
   * one before in a log that is not yet as long; the epochs are the same then. A log that has an
   * epoch less or twice is searched for it.
   */
  private int atBest(Series series, Metric metric) {
    boolean inside = bestPosition < series.size();
    if (inside && series.epochs().get(bestPosition).equals(bestEpoch)) {
      return bestPosition;
    }
    int same = series.last(bestEpoch);
    if (same >= 0) {
      return same;
    }
    int near = inside ? bestPosition : bestPosition - 1;
    if (near < 0 || near >= series.size()) {
      throw BadInputException.at(logs.path(metric.log()).toString())
          .found("nothing for epoch %s, the best by %s".formatted(bestEpoch, best.get()))
          .expected("'%s' for that epoch".formatted(metric.name()))
          .remedy(
              "Choose the epoch by a metric of this log: -b %s %s."
                  .formatted(metric, metric.order()));
    }
    return near;
  }

  private Series series(Metric metric) throws IOException {
    Path file = logs.path(metric.log());
    if (!logs.has(metric.log())) {
      List<String> names = logs.names();
      throw BadInputException.at(directory.toString())
          .found("no " + file.getFileName())
          .expected(
              names.isEmpty() ? "the logs of a run" : "one of its logs " + String.join(", ", names))
          .remedy(
              names.isEmpty()
                  ? "Give the exp.dir of a run that has finished an epoch."
                  : "Compare the metrics of a log that is there: -m LOG NAME max.");
    }
    Map<String, JsonNode> lists = logs.lists(metric.log());
    JsonNode values = lists.get(metric.name());
    if (values == null) {
      throw BadInputException.at(file.toString())
          .found("no '" + metric.name() + "'")
          .expected("a list of that name, one value an epoch")
          .remedy(
              Nearest.to(metric.name(), lists.keySet())
                  .map(name -> "Did you mean '" + name + "'?")
                  .orElse("This run does not measure it, or has not yet."));
    }
    JsonNode epochs = lists.getOrDefault(metric.epochs(), lists.get("epoch"));
    if (epochs == null) {
      throw BadInputException.at(file.toString())
          .found("no '" + metric.epochs() + "'")
          .expected("the epochs of '" + metric.name() + "'")
          .remedy("Compare a metric that is logged once an epoch.");
    }
    return new Series(values, epochs);
  }

  private BadInputException nothing(Metric metric, String found) {
    return BadInputException.at(logs.path(metric.log()).toString())
        .found(found + " under '" + metric.name() + "'")
        .expected("a value to compare")
        .remedy("The run has not measured it, or it was not finite; see its logs.txt.");
  }
}
