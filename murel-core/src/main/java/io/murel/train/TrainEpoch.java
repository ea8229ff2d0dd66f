package io.murel.train;

import io.murel.BadInputException;
import io.murel.data.LoadedBatch;
import io.murel.nn.Device;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.javacpp.PointerScope;

/** Visits the batches of a training epoch, one step each. */
final class TrainEpoch {

  /** Consecutive steps without finite numbers after which a run is hopeless. */
  static final int MOST_SKIPPED = 5;

  private final Learner learner;
  private final EngineOptions options;
  private final RunClock clock;
  private final RunLog log;
  private final EpochMetrics metrics;
  private final List<TrainListener> listeners;
  private double normSum;
  private long norms;
  private int skipped;

  TrainEpoch(
      Learner learner,
      EngineOptions options,
      RunClock clock,
      RunLog log,
      List<EpochMetric> metrics,
      List<TrainListener> listeners) {
    this.learner = learner;
    this.options = options;
    this.clock = clock;
    this.log = log;
    this.metrics = new EpochMetrics(Phase.TRAIN, metrics);
    this.listeners = listeners;
  }

  EpochReport run(BatchSource source, int epoch) {
    log.info(Trainer.SOURCE, "Training model on " + source.split() + "set for epoch " + epoch);
    logRate(epoch);
    learner.network().train(true);
    metrics.begin(epoch);
    int batches = options.visited(source.batches());
    Optional<EpochLog> epochLog = Optional.of(new EpochLog(log, options.printFreq()));
    EpochProgress progress =
        new EpochProgress(Phase.TRAIN, epoch, source, batches, epochLog, listeners);
    Device device = learner.network().device();
    clock.resume();
    try (BatchSource.Batches epochBatches = source.epoch(epoch)) {
      for (int i = 0; i < batches && goesOn(source, epoch, (double) i / batches); i++) {
        try (PointerScope scope = new PointerScope()) {
          LoadedBatch loaded = epochBatches.next().to(device);
          progress.loaded();
          progress.done(step(loaded, epoch, i, batches));
        }
      }
    } finally {
      clock.pause();
    }
    return progress.end(metrics.end());
  }

  /** Until the time of the run or of its stage is up. */
  private boolean goesOn(BatchSource source, int epoch, double ofEpoch) {
    return clock.secondsLeft() > 0
        && (source.until() >= 1 || clock.fraction(epoch, ofEpoch) < source.until());
  }

  /** Logs the rate the epoch begins with. */
  private void logRate(int epoch) {
    double before = learner.optimizer().learningRate();
    double rate = learner.schedule().at(new Progress(epoch, clock.fraction(epoch, 0)));
    if (rate != before) {
      String message = String.format(Locale.ROOT, "Learning rate: %.8f -> %.8f", before, rate);
      log.info(Trainer.SOURCE, message);
    }
    log.value("train_epoch.lr", rate);
  }

  private BatchOutcome step(LoadedBatch loaded, int epoch, int batch, int batches) {
    double fraction = clock.fraction(epoch, (double) batch / batches);
    Learner.Step step = learner.step(loaded.batch(), new Progress(epoch, fraction));
    if (step.applied()) {
      skipped = 0;
      metrics.add(loaded, step.logits());
    } else {
      skip(step, epoch, batch);
    }
    return new BatchOutcome(
        loaded.size(),
        step.scores(),
        step.applied(),
        OptionalDouble.of(meanNorm(step.gradNorm())),
        learner.optimizer().learningRate(),
        clock.fraction(epoch, (batch + 1.0) / batches),
        clock.secondsLeft());
  }

  /** Mean of the norms so far, the value the original logs. */
  private double meanNorm(double norm) {
    if (Double.isFinite(norm)) {
      normSum += norm;
      norms++;
    }
    return normSum / norms;
  }

  private void skip(Learner.Step step, int epoch, int batch) {
    skipped++;
    String what =
        Double.isFinite(step.scores().loss())
            ? "a gradient that is not finite"
            : "a loss of " + step.scores().loss();
    String where = "training, epoch %d, batch %d".formatted(epoch, batch);
    if (skipped == MOST_SKIPPED) {
      throw BadInputException.at(where)
          .found(what + ", for the " + skipped + "th step in a row")
          .expected("finite numbers")
          .remedy(
              "Lower optimizer.lr or optimizer.grad_clip, or look for wrong features. "
                  + (epoch == 0
                      ? "Nothing has been saved yet."
                      : "Epoch " + (epoch - 1) + " is saved (--exp.resume last)."));
    }
    String message = where + ": " + what + "; this step is skipped";
    log.warning(Trainer.SOURCE, message);
    listeners.forEach(l -> l.onWarning(message));
  }
}
