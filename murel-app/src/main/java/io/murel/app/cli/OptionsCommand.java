package io.murel.app.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Shows the options of a run without running. */
@Command(
    name = "options",
    description =
        "Show the options that a run would use: the file, what it includes, and the"
            + " command line on top.",
    customSynopsis = "murel options -o FILE [--dotted.option VALUE...]...",
    footer = {
      "",
      "Examples:",
      "  murel options -o options/scenes/murel.yaml",
      "  murel options -o options/scenes/murel.yaml --engine.nb_epochs 5 --dataset.train_split",
      "      five epochs; an option without a value is null",
      "  murel options -o options/scenes/murel.yaml --optimizer.lr_decay_epochs 14 24 2 >my.yaml",
      "      a list, saved as an options file of its own"
    })
final class OptionsCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private RunOptionsMixin options;
  @Unmatched private List<String> dotted = new ArrayList<>();

  @Override
  public void run() {
    spec.commandLine().getOut().print(options.load(dotted).toYaml());
  }
}
