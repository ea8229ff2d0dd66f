package io.murel.app;

import io.murel.app.cli.Cli;
import io.murel.app.console.Terminal;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Entry point of the murel command. */
public final class Main {
  private Main() {}

  /** Set by the launcher when the JVM's own standard error goes through a filter. */
  private static final String STDERR_PROPERTY = "murel.stderr";

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    useOriginalStandardError();
    Interruption interruption = Interruption.watch(System.err);
    int code = new Cli(Terminal.standard(), System.err).run(args);
    interruption.finished();
    System.exit(
        code); // the one place: other threads (a pool, a server) must not keep a command alive
  }

  private static void useOriginalStandardError() {
    String file = System.getProperty(STDERR_PROPERTY);
    if (file == null) {
      return;
    }
    try {
      FileOutputStream original = new FileOutputStream(file, true);
      System.setErr(new PrintStream(original, true, StandardCharsets.UTF_8));
    } catch (IOException e) {
      System.err.flush(); // another user's terminal: the filtered stream serves as well
    }
  }
}
