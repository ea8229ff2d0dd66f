package io.murel.app.console;

import java.io.PrintStream;

/**
 * Where progress is shown.
 *
 * @param out the stream
 * @param columns width of the terminal behind it; 0 where it is a file or a pipe
 */
public record Terminal(PrintStream out, int columns) {

  /** Set by the launcher, which can ask the shell: the width, if stdout is a terminal. */
  static final String COLUMNS_PROPERTY = "murel.columns";

  /** Standard output of this process. */
  public static Terminal standard() {
    Integer columns = Integer.getInteger(COLUMNS_PROPERTY);
    if (columns != null) {
      return new Terminal(System.out, columns);
    }
    return new Terminal(System.out, System.console() == null ? 0 : 80);
  }

  /** Whether a line may be drawn over. */
  public boolean isInteractive() {
    return columns > 0;
  }
}
