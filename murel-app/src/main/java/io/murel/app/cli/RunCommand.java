package io.murel.app.cli;

import io.murel.app.console.Terminal;
import io.murel.app.run.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/** Trains and evaluates a network. */
@Command(
    name = "run",
    description =
        "Train a network and evaluate it after each epoch, as an options file says; or only"
            + " evaluate one.",
    customSynopsis = "murel run -o FILE [--dotted.option VALUE...]...",
    footer = {
      "",
      "Examples:",
      "  murel run -o options/scenes/murel.yaml",
      "      train; everything goes to the directory that exp.dir names",
      "  murel run -o options/scenes/murel.yaml --exp.dir logs/fast --optimizer.lr 3e-3",
      "      with other options than the file's",
      "  murel run -o logs/scenes/murel/options.yaml --exp.resume last",
      "      continue a run where it stopped",
      "  murel run -o logs/scenes/murel/options.yaml --exp.resume best_eval_epoch.accuracy_top1 \\",
      "      --dataset.train_split --dataset.eval_split test",
      "      evaluate the best network on the test split; an option without a value is empty"
    })
final class RunCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Mixin private RunOptionsMixin options;
  @Unmatched private List<String> dotted = new ArrayList<>();

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    new Run(options.load(dotted), options.file(), terminal).execute();
    return Cli.OK;
  }
}
