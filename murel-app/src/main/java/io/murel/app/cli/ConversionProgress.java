package io.murel.app.cli;

import io.murel.app.console.Progress;
import io.murel.app.console.Terminal;
import io.murel.regions.StoreTally;
import io.murel.regions.convert.ConversionListener;
import java.util.Locale;

/** Shows how far a conversion is. What an earlier run has done does not count into the speed. */
final class ConversionProgress implements ConversionListener, AutoCloseable {

  private final Terminal terminal;
  private final BadImages bad;
  private Progress progress;
  private long before;

  ConversionProgress(Terminal terminal, BadImages bad) {
    this.terminal = terminal;
    this.bad = bad;
  }

  @Override
  public void started(String unit, long done, long total, StoreTally tally) {
    bad.use(tally);
    before = done;
    if (tally.images() > 0) {
      terminal
          .out()
          .printf(Locale.ROOT, "Going on after %,d images of an earlier run%n", tally.images());
    }
    progress = Progress.start(terminal, "Converting", Math.max(1, total - done), unit);
  }

  @Override
  public void progress(long done, StoreTally tally) {
    progress.stepTo(done - before);
    String text = String.format(Locale.ROOT, "%,d images", tally.images());
    progress.note(tally.bad().isEmpty() ? text : text + ", " + tally.bad().size() + " bad");
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }
}
