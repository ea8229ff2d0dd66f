package io.murel.app.cli;

import io.murel.BadInputException;
import io.murel.app.console.Progress;
import io.murel.app.console.Terminal;
import io.murel.app.tracecheck.TraceCheck;
import io.murel.app.tracecheck.TraceCheckText;
import io.murel.scenes.ScenesOptions;
import io.murel.scenes.Split;
import io.murel.vqa.VqaModel;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures whether traces show the objects that questions are about. */
@Command(
    name = "trace-check",
    description =
        "Measure whether the reasoning trace of a model that was trained on scenes shows the objects"
            + " that lead to the answer: draws scenes, asks about them and compares the strongest"
            + " regions and links with what the generator knows.",
    footer = {
      "",
      "Examples:",
      "  murel trace-check --model models/scenes/murel",
      "      1,000 scenes: the test split of murel scenes --seed 1",
      "  murel trace-check --model logs/scenes/attention --seed 7 --scenes 200",
      "",
      "What the figures mean stands in docs/trace.md."
    })
final class TraceCheckCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "The directory of a run on scenes, or of an exported model.")
  private Path model;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Which scenes (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--scenes",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "The first N scenes of the test split of that seed (default: ${DEFAULT-VALUE}).")
  private int scenes;

  TraceCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (scenes < 1) {
      throw BadInputException.at("--scenes")
          .found(scenes)
          .expected("at least 1")
          .remedy("Some hundred give figures that are certain to a few points.");
    }
    ScenesOptions options = ScenesOptions.of(Path.of(""), seed, 1).withTest(scenes);
    TraceCheck check;
    try (VqaModel loaded = VqaModel.load(model);
        Progress progress = Progress.start(terminal, "Drawing scenes", scenes, "pictures")) {
      check = TraceCheck.run(loaded, options, Split.TEST, progress::stepTo);
    }
    spec.commandLine().getOut().print(TraceCheckText.of(check));
    spec.commandLine().getOut().flush();
    return Cli.OK;
  }
}
