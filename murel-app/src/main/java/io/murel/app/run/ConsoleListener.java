package io.murel.app.run;

import io.murel.app.console.Progress;
import io.murel.app.console.Terminal;
import io.murel.train.BatchReport;
import io.murel.train.BatchSource;
import io.murel.train.EpochReport;
import io.murel.train.Phase;
import io.murel.train.TrainListener;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a run on the console: a progress bar while an epoch runs, a line when it is over. */
final class ConsoleListener implements TrainListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleListener.class);

  private final Terminal terminal;
  private Progress progress;

  ConsoleListener(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void onEpochBegin(Phase phase, int epoch, BatchSource source, int batches) {
    close();
    long questions = Math.min(source.size(), (long) batches * batchSize(source));
    progress = Progress.start(terminal, head(phase, epoch, source.split()), questions, "questions");
  }

  private static long batchSize(BatchSource source) {
    return (source.size() + source.batches() - 1L) / source.batches();
  }

  @Override
  public void onBatch(BatchReport report) {
    progress.step(report.size());
    progress.note(measures(report.meanLoss(), report.meanAccuracyTop1()));
  }

  @Override
  public void onEpochEnd(EpochReport report) {
    close();
    Double loss = report.values().get("loss");
    Double accuracy = report.values().get("accuracy_top1");
    LOG.info(
        "{}: {}{} ({} questions in {} s)",
        head(report.phase(), report.epoch(), report.split()),
        measures(loss == null ? Double.NaN : loss, accuracy == null ? Double.NaN : accuracy),
        further(report.values()),
        String.format(Locale.ROOT, "%,d", report.questions()),
        String.format(Locale.ROOT, "%.1f", report.seconds()));
  }

  @Override
  public void onWarning(String message) {
    LOG.warn(message);
  }

  private static String head(Phase phase, int epoch, String split) {
    String what = phase == Phase.TRAIN ? "training" : split;
    return epoch < 0 ? what : "Epoch " + epoch + ", " + what;
  }

  private static String measures(double loss, double accuracy) {
    return Double.isNaN(loss)
        ? "no answers to compare with"
        : String.format(Locale.ROOT, "loss %.4f, accuracy %.2f %%", loss, accuracy);
  }

  /** The measures of the data set, where it has its own. */
  private static String further(Map<String, Double> values) {
    if (!values.containsKey("overall")) {
      return percent("by type: arithmetic", values.get("tdiuc.acc_mpt_a"))
          + percent("harmonic", values.get("tdiuc.acc_mpt_h"));
    }
    return percent("open-ended", values.get("overall"))
        + percent("letter by letter", values.get("plain.overall"));
  }

  private static String percent(String name, Double value) {
    return value == null ? "" : String.format(Locale.ROOT, ", %s %.2f %%", name, value);
  }

  /** Stops the bar, where one is shown. */
  @Override
  public void close() {
    if (progress != null) {
      progress.close();
      progress = null;
    }
  }
}
