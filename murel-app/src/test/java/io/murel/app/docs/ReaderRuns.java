package io.murel.app.docs;

import io.murel.app.cli.Cli;
import io.murel.app.console.Terminal;

/** Trains on few and easy questions with each options file, as {@code murel run} would. */
final class ReaderRuns {
  private ReaderRuns() {}

  public static void main(String[] files) {
    int code = 0;
    for (String file : files) {
      int ended =
          new Cli(Terminal.standard(), System.err)
              .run(
                  "run",
                  "-o",
                  file,
                  "--dataset.curriculum", // no stages: the questions are of one type
                  "--dataset.batch_size",
                  "8",
                  "--engine.nb_epochs",
                  "4",
                  "--optimizer.lr",
                  "0.01");
      code = Math.max(code, ended);
    }
    System.exit(code);
  }
}
