package io.murel.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Turns public data sets into the layout that runs read; each is a command of its own. */
@Command(
    name = "import",
    description = "Turn a public data set into the layout that runs read.",
    synopsisSubcommandLabel = "DATA_SET",
    footer = {"", "Examples:", "  murel import easy-vqa easy-vqa-data.tar.gz --out data/easy-vqa"})
final class ImportCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
