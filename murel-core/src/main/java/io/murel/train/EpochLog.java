package io.murel.train;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes batches and epochs to a {@link RunLog} under the original's names.
 *
 * @param printFreq batches from one message to the next
 */
record EpochLog(RunLog log, int printFreq) {

  void batch(
      BatchReport report, BatchOutcome outcome, double elapsed, double process, double load) {
    String prefix = report.phase().prefix() + "_batch.";
    Map<String, Object> values = new LinkedHashMap<>();
    outcome.gradNorm().ifPresent(norm -> values.put(prefix + "norm", norm));
    values.put(prefix + "epoch", report.epoch());
    values.put(prefix + "batch", report.batch());
    values.put(prefix + "timer.process", process);
    values.put(prefix + "timer.load", load);
    if (outcome.scores() != BatchScores.UNKNOWN) {
      values.put(prefix + "loss", report.loss());
      values.put(prefix + "accuracy_top1", report.accuracyTop1());
      values.put(prefix + "accuracy_top5", report.accuracyTop5());
    }
    log.values(values);
    if (report.batch() % printFreq == 0 || report.batch() == report.batches() - 1) {
      print(report, outcome, elapsed, process, load);
    }
  }

  private void print(
      BatchReport report, BatchOutcome outcome, double elapsed, double process, double load) {
    String phase = report.phase().prefix();
    int last = report.batches() - 1;
    line("%s: epoch %d | batch %d/%d", phase, report.epoch(), report.batch(), last);
    line("      elapsed: %s | left: %s", clock(elapsed), clock(report.secondsLeft()));
    line("      process: %.5f | load: %.5f", process, load);
    if (outcome.scores() != BatchScores.UNKNOWN) {
      line("      loss: %.5f", report.loss());
    }
    outcome.gradNorm().ifPresent(norm -> line("      norm: %.5f", norm));
  }

  private void line(String format, Object... values) {
    log.info(Trainer.SOURCE, String.format(Locale.ROOT, format, values));
  }

  /** Hours, minutes and seconds, as Python prints them. */
  private static String clock(double seconds) {
    long s = (long) seconds;
    return "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
  }

  /**
   * @param logged names of the values for logs.json; the others have a log of their own
   */
  void epoch(EpochReport report, Set<String> logged) {
    String prefix = report.phase().prefix() + "_epoch.";
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(prefix + "epoch", report.epoch());
    if (report.phase() == Phase.TRAIN) { // a stage may end an epoch early
      values.put(prefix + "questions", report.questions());
    }
    logged.forEach(name -> values.put(prefix + name, report.values().get(name)));
    log.values(values);
    report.values().forEach((name, value) -> values.putIfAbsent(prefix + name, value));
    values.forEach(
        (name, value) -> {
          String format = value instanceof Double ? "%s: %.4f" : "%s: %s";
          log.summary(Trainer.SOURCE, String.format(Locale.ROOT, format, name, value));
        });
    log.flush();
  }
}
