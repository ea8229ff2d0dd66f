package io.murel.app.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * One state of progress as a line: {@code Epoch 3 [====> ] 45 %, 3,600/8,000 questions, 312/s, 0:14
 * left, loss 0.531}; the bar only where it can be drawn over.
 */
final class ProgressText implements ProgressBarRenderer {

  private static final int BAR_WIDTH = 20;
  private static final int NARROWEST_BAR = 5;

  private final String unit;
  private final boolean drawBar;
  private final long from;
  private long lastDone;

  /**
   * @param unit what is counted, in the plural; empty: the numbers mean nothing to people; {@link
   *     Progress#BYTES}: shown as kB, MB or GB
   * @param from how much was done before this began, which says nothing about how fast it goes
   */
  ProgressText(String unit, boolean drawBar, long from) {
    this.unit = unit;
    this.drawBar = drawBar;
    this.from = from;
  }

  ProgressText(String unit, boolean drawBar) {
    this(unit, drawBar, 0);
  }

  @Override
  public String render(ProgressState progress, int maxLength) {
    if (!drawBar && progress.getCurrent() == lastDone) {
      return ""; // a line that says nothing new
    }
    lastDone = progress.getCurrent();
    return line(
        progress.getTaskName(),
        progress.getCurrent(),
        progress.isIndefinite() ? -1 : progress.getMax(),
        progress.getElapsedAfterStart(),
        progress.getExtraMessage(),
        maxLength);
  }

  /** The line for one state, no longer than asked for. */
  String line(String task, long done, long total, Duration elapsed, String note, int maxLength) {
    String numbers = numbers(done, total, elapsed);
    String end = note == null || note.isEmpty() ? numbers : numbers + ", " + note;
    int room = Math.min(BAR_WIDTH, maxLength - task.length() - end.length() - " [] ".length());
    String line =
        drawBar && total > 0 && room >= NARROWEST_BAR
            ? task + " [" + bar((double) done / total, room) + "] " + end
            : task + ": " + end;
    return line.length() > maxLength ? line.substring(0, Math.max(0, maxLength)) : line;
  }

  private String numbers(long done, long total, Duration elapsed) {
    double seconds = elapsed.toMillis() / 1000.0;
    double rate = seconds > 0 ? Math.max(0, done - from) / seconds : 0;
    String time = clock(done < total && rate > 0 ? (total - done) / rate : seconds);
    List<String> parts = new ArrayList<>();
    if (total > 0) {
      parts.add((int) (100.0 * Math.min(done, total) / total) + " %");
    }
    if (unit.equals(Progress.BYTES)) {
      parts.add(total > 0 ? ByteSize.progress(done, total) : ByteSize.text(done));
      if (rate > 0) {
        parts.add(ByteSize.text((long) rate) + "/s");
      }
    } else if (!unit.isEmpty()) {
      String of = total > 0 ? String.format(Locale.ROOT, "/%,d", total) : "";
      String what = drawBar ? "" : " " + unit; // a terminal has less room
      parts.add(String.format(Locale.ROOT, "%,d", done) + of + what);
      if (rate > 0) {
        parts.add(String.format(Locale.ROOT, rate < 10 ? "%.1f/s" : "%,.0f/s", rate));
      }
    }
    if (rate > 0) {
      parts.add(done < total ? time + " left" : time);
    }
    return String.join(", ", parts);
  }

  private static String bar(double fraction, int width) {
    int full = (int) (Math.min(1, fraction) * width);
    String head = full < width ? ">" : "";
    return "=".repeat(full) + head + " ".repeat(width - full - head.length());
  }

  /** 0:07, 12:30, 1:02:03. */
  static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
