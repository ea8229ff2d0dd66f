package io.murel.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Times an epoch, averages it, and tells the log and the listeners how it goes. */
final class EpochProgress {

  private final Phase phase;
  private final int epoch;
  private final BatchSource source;
  private final int batches;
  private final Optional<EpochLog> log;
  private final List<TrainListener> listeners;
  private final EpochMeans means = new EpochMeans();
  private final long begin = System.nanoTime();
  private long lastEnd = begin;
  private double load;
  private int batch;
  private int questions;

  /**
   * The epoch begins.
   *
   * @param batches how many of the source's will be visited
   * @param log empty: nothing is logged
   */
  EpochProgress(
      Phase phase,
      int epoch,
      BatchSource source,
      int batches,
      Optional<EpochLog> log,
      List<TrainListener> listeners) {
    this.phase = phase;
    this.epoch = epoch;
    this.source = source;
    this.batches = batches;
    this.log = log;
    this.listeners = listeners;
    listeners.forEach(l -> l.onEpochBegin(phase, epoch, source, batches));
  }

  /** The next batch is here. */
  void loaded() {
    load = seconds(lastEnd);
  }

  /** The batch is done. */
  void done(BatchOutcome outcome) {
    BatchScores scores = outcome.scores();
    if (outcome.counted()) {
      means.add(scores);
    }
    questions += outcome.size();
    double elapsed = seconds(begin);
    double left = elapsed / (batch + 1) * (batches - 1 - batch);
    BatchReport report =
        new BatchReport(
            phase,
            epoch,
            batch,
            batches,
            outcome.size(),
            scores.loss(),
            scores.accuracyTop1(),
            scores.accuracyTop5(),
            means.loss(),
            means.accuracyTop1(),
            outcome.learningRate(),
            questions / elapsed,
            Math.min(left, outcome.mostSecondsLeft()),
            outcome.runFraction());
    double process = seconds(lastEnd);
    log.ifPresent(l -> l.batch(report, outcome, elapsed, process, load));
    listeners.forEach(l -> l.onBatch(report));
    lastEnd = System.nanoTime();
    batch++;
  }

  /**
   * The epoch is over.
   *
   * @param metrics values to report beside the means
   */
  EpochReport end(EpochMetrics.Values metrics) {
    Map<String, Double> logged = means.values();
    logged.putAll(metrics.logged());
    Map<String, Double> values = new LinkedHashMap<>(logged);
    values.putAll(metrics.elsewhere());
    EpochReport report =
        new EpochReport(phase, epoch, source.split(), questions, seconds(begin), values);
    log.ifPresent(l -> l.epoch(report, logged.keySet()));
    listeners.forEach(l -> l.onEpochEnd(report));
    return report;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
