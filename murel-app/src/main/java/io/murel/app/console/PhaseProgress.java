package io.murel.app.console;

/** Progress of work in several phases, one bar after the other. */
public final class PhaseProgress implements AutoCloseable {

  private final Terminal terminal;
  private final String unit;
  private String phase;
  private Progress progress;

  /**
   * @param unit what is counted in every phase, in the plural
   */
  public PhaseProgress(Terminal terminal, String unit) {
    this.terminal = terminal;
    this.unit = unit;
  }

  /** How far the named phase is; a new name ends the phase before. */
  public void at(String name, long done, long total) {
    if (!name.equals(phase)) {
      close();
      phase = name;
      progress = Progress.start(terminal, name, total, unit);
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
