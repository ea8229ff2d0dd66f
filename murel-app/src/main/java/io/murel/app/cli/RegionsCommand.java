package io.murel.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Works on the region features of images; each thing to do is a command of its own. */
@Command(
    name = "regions",
    description =
        "Convert region features of other projects into one file, and look into such a file.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  murel regions convert trainval_36.tsv --out data/regions/trainval36.safetensors",
      "  murel regions info data/regions/trainval36.safetensors",
      "  murel regions check data/regions/trainval36.safetensors"
    })
final class RegionsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
