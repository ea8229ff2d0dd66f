package io.murel.app.view;

import io.murel.BadInputException;
import java.util.Arrays;
import java.util.List;

/**
 * One chart as the option {@code view.items} names it: {@code
 * logs:train_epoch.loss+logs:eval_epoch.loss} joins two series of logs.json.
 *
 * @param series what the chart shows
 */
record ViewItem(List<Series> series) {

  /**
   * One series.
   *
   * @param log name of the log file without ".json"
   * @param key the list in it, for instance "eval_epoch.accuracy_top1"
   */
  record Series(String log, String key) {

    /** What comes before the first dot: "eval_epoch". */
    String group() {
      int dot = key.indexOf('.');
      return dot < 0 ? "" : key.substring(0, dot);
    }

    /** What comes after the first dot: "accuracy_top1". */
    String metric() {
      return key.substring(key.indexOf('.') + 1);
    }

    @Override
    public String toString() {
      return log + ":" + key;
    }
  }

  static ViewItem parse(String item) {
    return new ViewItem(
        Arrays.stream(item.split("\\+", -1)).map(one -> series(one, item)).toList());
  }

  private static Series series(String text, String item) {
    int colon = text.indexOf(':');
    String log = text.substring(0, Math.max(0, colon)).strip();
    String key = text.substring(colon + 1).strip();
    if (log.isEmpty() || key.isEmpty() || log.contains("/") || log.contains("\\")) {
      throw BadInputException.at("view.items")
          .found("'" + item + "'")
          .expected("LOG:SERIES, several joined by +")
          .remedy("For example logs:train_epoch.loss+logs:eval_epoch.loss");
    }
    return new Series(log, key);
  }

  /** The metric, if all series show the same; else all keys. */
  String title() {
    List<String> metrics = series.stream().map(Series::metric).distinct().toList();
    return metrics.size() == 1
        ? metrics.get(0)
        : String.join(", ", series.stream().map(Series::key).toList());
  }

  /** How the legend names a series: "train" where the title says the rest. */
  String label(Series one) {
    boolean sameMetric = series.stream().map(Series::metric).distinct().count() == 1;
    boolean ownGroup = series.stream().filter(s -> s.group().equals(one.group())).count() == 1;
    if (sameMetric && ownGroup) {
      return one.group().isEmpty() ? one.log() : one.group().replaceFirst("_(epoch|batch)$", "");
    }
    return series.stream().map(Series::log).distinct().count() == 1 ? one.key() : one.toString();
  }
}
