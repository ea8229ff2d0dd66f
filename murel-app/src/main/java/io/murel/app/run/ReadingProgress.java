package io.murel.app.run;

import io.murel.app.console.PhaseProgress;
import io.murel.app.console.Terminal;
import io.murel.data.ImportProgress;

/** Shows how far the reading of raw files is, of those that take more than a moment. */
final class ReadingProgress implements ImportProgress, AutoCloseable {

  private static final long LARGE = 32L << 20; // bytes; a tenth of a second

  private final PhaseProgress progress;
  private String finished; // the end of a file is told more than once

  ReadingProgress(Terminal terminal) {
    this.progress = new PhaseProgress(terminal);
  }

  @Override
  public void at(String what, long done, long total) {
    if (total < LARGE || what.equals(finished)) {
      return;
    }
    progress.at(what, done, total);
    if (done == total) {
      finished = what;
      progress.close();
    }
  }

  /** Ends what is shown. */
  @Override
  public void close() {
    progress.close();
  }
}
