package io.murel.app;

import java.io.PrintStream;

/**
 * Says so when the process is ended from outside (Ctrl-C) rather than by itself. The JVM sets the
 * exit code: 130 for Ctrl-C.
 */
final class Interruption {

  private volatile boolean finished;

  private Interruption() {}

  static Interruption watch(PrintStream err) {
    Interruption interruption = new Interruption();
    Runnable sayIt =
        () -> {
          if (!interruption.finished) {
            err.println();
            err.println("Interrupted.");
          }
        };
    Runtime.getRuntime().addShutdownHook(new Thread(sayIt, "interruption"));
    return interruption;
  }

  /** From here on the end is our own. */
  void finished() {
    finished = true;
  }
}
