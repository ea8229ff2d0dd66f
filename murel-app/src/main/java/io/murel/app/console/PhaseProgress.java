package io.murel.app.console;

/** Progress of work in several phases, one bar after the other, each showing its share. */
public final class PhaseProgress implements AutoCloseable {

  private final Terminal terminal;
  private String phase;
  private Progress progress;

  public PhaseProgress(Terminal terminal) {
    this.terminal = terminal;
  }

  /** How far the named phase is; a new name ends the phase before. */
  public void at(String name, long done, long total) {
    if (!name.equals(phase)) {
      close();
      phase = name;
      progress = Progress.start(terminal, name, total, "");
    }
    progress.stepTo(done);
  }

  /** Ends the running phase. */
  @Override
  public void close() {
    if (progress != null) {
      progress.close();
      progress = null;
    }
  }
}
