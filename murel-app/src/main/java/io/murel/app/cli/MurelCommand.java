package io.murel.app.cli;

import io.murel.app.console.Logs;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a subcommand: shows the help. */
@Command(
    name = "murel",
    description = {
      "Visual question answering with MuRel (CVPR 2019): train a network that reasons about the"
          + " regions of an image, evaluate it, see how it came to an answer.",
      ""
    },
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  murel demo",
      "      see what it does",
      "  murel ask",
      "      ask a trained MuRel about a drawn scene, or about a picture",
      "  murel scenes --out data/scenes",
      "      draw pictures and ask questions about them",
      "  murel run -o options/scenes/murel.yaml",
      "      train MuRel on them; see logs/scenes/murel/view.html",
      "  murel run -o options/scenes/murel.yaml --exp.dir logs/fast --optimizer.lr 3e-3",
      "      any option of the file can be given here",
      "  murel download --list",
      "      the public data sets: what there is and what it needs",
      "  murel regions convert trainval.tsv --out data/regions/coco.safetensors",
      "      make region features of another project readable",
      "",
      "'murel COMMAND --help' explains one command. Memory: MUREL_JAVA_OPTS=-Xmx6g murel ..."
    })
final class MurelCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Say more, and show the stack trace of a failure.")
  private boolean debug;

  @Option(
      names = "--quiet",
      scope = ScopeType.INHERIT,
      description = "Say nothing but results, warnings and errors.")
  private boolean quiet;

  /** The top of the command line that this command belongs to. */
  static MurelCommand of(CommandLine command) {
    CommandLine top = command;
    while (top.getParent() != null) {
      top = top.getParent();
    }
    return top.getCommand();
  }

  boolean debug() {
    return debug;
  }

  void setUpLogs() {
    if (debug || quiet) { // else leave logback alone: --help needs no logs
      Logs.say(debug ? Logs.Detail.DEBUG : Logs.Detail.QUIET);
    }
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
