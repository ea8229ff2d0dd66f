package io.murel.app.console;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * One state of progress as a line: {@code Epoch 3 [====> ] 45 %, 3,600/8,000 questions, 312/s, 0:14
 * left, loss 0.531}; the bar only where it can be drawn over.
 */
final class ProgressText implements ProgressBarRenderer {

  private static final int BAR_WIDTH = 20;

  private final String unit;
  private final boolean drawBar;

  ProgressText(String unit, boolean drawBar) {
    this.unit = unit;
    this.drawBar = drawBar;
  }

  @Override
  public String render(ProgressState progress, int maxLength) {
    String line =
        line(
            progress.getTaskName(),
            progress.getCurrent(),
            progress.isIndefinite() ? -1 : progress.getMax(),
            progress.getElapsedAfterStart(),
            progress.getExtraMessage());
    return line.length() > maxLength ? line.substring(0, Math.max(0, maxLength)) : line;
  }

  /** The line; empty as long as there is nothing to say on a plain output. */
  String line(String task, long done, long total, Duration elapsed, String note) {
    if (!drawBar && done == 0) {
      return "";
    }
    double seconds = elapsed.toMillis() / 1000.0;
    double rate = seconds > 0 ? done / seconds : 0;
    StringBuilder text = new StringBuilder(task);
    if (total > 0) {
      double fraction = Math.min(1.0, (double) done / total);
      text.append(drawBar ? bar(fraction) : ":");
      text.append(
          String.format(
              Locale.ROOT, " %d %%, %,d/%,d %s", (int) (fraction * 100), done, total, unit));
    } else {
      text.append(String.format(Locale.ROOT, ": %,d %s", done, unit));
    }
    if (rate > 0) {
      text.append(String.format(Locale.ROOT, rate < 10 ? ", %.1f/s" : ", %,.0f/s", rate));
      text.append(", ")
          .append(done < total ? clock((total - done) / rate) + " left" : clock(seconds));
    }
    return note == null || note.isEmpty() ? text.toString() : text + ", " + note;
  }

  private static String bar(double fraction) {
    int full = (int) (fraction * BAR_WIDTH);
    String head = full < BAR_WIDTH ? ">" : "";
    return " [" + "=".repeat(full) + head + " ".repeat(BAR_WIDTH - full - head.length()) + "]";
  }

  /** 0:07, 12:30, 1:02:03. */
  static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
