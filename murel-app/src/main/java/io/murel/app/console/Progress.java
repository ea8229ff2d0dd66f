package io.murel.app.console;

import java.time.Duration;
import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * Progress of one piece of work: a bar with rate and time left on a terminal, a plain line every
 * few seconds elsewhere.
 *
 * <pre>{@code
 * try (Progress progress = Progress.start(terminal, "Epoch 3", 8000, "questions")) {
 *   for (Batch batch : batches) {
 *     progress.step(batch.size());
 *     progress.note("loss 0.531, accuracy 81.2 %");
 *   }
 * }
 * }</pre>
 */
public final class Progress implements AutoCloseable {

  /** The unit of files: shown as kB, MB or GB. */
  public static final String BYTES = "bytes";

  private static final int BAR_INTERVAL_MILLIS = 200;
  private static final int LINE_INTERVAL_MILLIS = 10_000;
  private static final int WIDEST_LINE = 200;

  private final ProgressBar bar;

  private Progress(ProgressBar bar) {
    this.bar = bar;
  }

  /**
   * Starts showing.
   *
   * @param task what is done, for instance "Epoch 3"
   * @param total how many units there are; below 0 where that is not known
   * @param unit what is counted, in the plural; empty: only the share is shown
   */
  public static Progress start(Terminal terminal, String task, long total, String unit) {
    return resume(terminal, task, 0, total, unit);
  }

  /**
   * Starts showing work that was begun earlier.
   *
   * @param from how many units were done then; the rate is that of the others
   */
  public static Progress resume(
      Terminal terminal, String task, long from, long total, String unit) {
    boolean interactive = terminal.isInteractive();
    return new Progress(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .startsFrom(from, Duration.ZERO)
            .setUpdateIntervalMillis(interactive ? BAR_INTERVAL_MILLIS : LINE_INTERVAL_MILLIS)
            .setRenderer(new ProgressText(unit, interactive, from))
            .setConsumer(interactive ? drawOver(terminal) : lines(terminal.out()::println))
            .continuousUpdate()
            .build());
  }

  /** Some units are done. */
  public void step(long units) {
    bar.stepBy(units);
  }

  /** So many units are done in all. */
  public void stepTo(long units) {
    bar.stepTo(units);
  }

  /** What to show beside the numbers from now on, for instance the loss. */
  public void note(String text) {
    bar.setExtraMessage(text);
  }

  /** Shows the last state and stops. */
  @Override
  public void close() {
    bar.close();
  }

  private static ProgressBarConsumer drawOver(Terminal terminal) {
    return new ConsoleProgressBarConsumer(terminal.out(), terminal.columns() - 1);
  }

  /** Where nothing can be drawn over, states that say nothing new are left out. */
  private static ProgressBarConsumer lines(Consumer<String> print) {
    Consumer<String> withoutEmpty =
        line -> {
          if (!line.isBlank()) {
            print.accept(line.stripTrailing());
          }
        };
    return new DelegatingProgressBarConsumer(withoutEmpty, WIDEST_LINE);
  }
}
