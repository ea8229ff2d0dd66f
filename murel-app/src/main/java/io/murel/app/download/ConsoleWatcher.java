package io.murel.app.download;

import io.murel.app.console.Progress;
import io.murel.app.console.Terminal;
import io.murel.app.download.transfer.Watcher;

/** Shows each piece of work as a bar with rate and time left. */
public final class ConsoleWatcher implements Watcher {

  private final Terminal terminal;
  private Progress progress;

  public ConsoleWatcher(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void begin(String what, long from, long total) {
    end();
    progress = Progress.resume(terminal, what, from, total, Progress.BYTES);
  }

  @Override
  public void at(long done) {
    progress.stepTo(done);
  }

  @Override
  public void end() {
    if (progress != null) {
      progress.close();
      progress = null;
    }
  }
}
