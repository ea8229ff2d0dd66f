package io.murel.app.cli;

import io.murel.app.console.Progress;
import io.murel.app.console.Terminal;
import io.murel.regions.PixelDescriptor;
import io.murel.scenes.QuestionOnlyBaseline.Row;
import io.murel.scenes.SceneRegions;
import io.murel.scenes.ScenesOptions;
import io.murel.scenes.ScenesReport;
import io.murel.scenes.ScenesWriter;
import io.murel.scenes.Split;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Draws the data set of scenes. */
@Command(
    name = "scenes",
    description =
        "Draw a data set: pictures of coloured shapes, questions about them in English, and the"
            + " features of their regions.",
    footer = {
      "",
      "Examples:",
      "  murel scenes --out data/scenes",
      "      8,000 pictures for training, 800 each for validation and test",
      "  murel scenes --out data/few --images 500 --seed 7",
      "      fewer, and other ones; the same seed gives the same bytes",
      "",
      "Then: murel run -o options/scenes/murel.yaml"
    })
final class ScenesCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Spec private CommandSpec spec;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to.")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Which scenes (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "20000",
      description =
          "Pictures for training; a tenth each, at most 1000, for validation and test (default: 20000).")
  private int images;

  ScenesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    ScenesOptions options = ScenesOptions.of(out, seed, images);
    ScenesReport report;
    try (SceneRegions regions = new SceneRegions(new PixelDescriptor());
        Progress progress =
            Progress.start(terminal, "Drawing scenes", options.scenes(), "pictures")) {
      report = ScenesWriter.write(options, regions, (done, total) -> progress.stepTo(done));
    }
    show(report);
    return Cli.OK;
  }

  private void show(ScenesReport report) {
    PrintWriter print = spec.commandLine().getOut();
    if (report.reused()) {
      print.println(report.folder() + " has these scenes already.");
    }
    report
        .questions()
        .forEach(
            (split, count) ->
                print.printf(Locale.ROOT, "%-5s %,9d questions%n", split.word(), count));
    print.println();
    print.println("How far guessing without looking goes, in % of the test questions:");
    print.printf(
        "  %-12s %9s %7s %8s %13s%n", "type", "questions", "chance", "majority", "question only");
    for (Row row : report.guessing().get(Split.TEST)) {
      print.printf(
          Locale.ROOT,
          "  %-12s %,9d %7.1f %8.1f %13.1f%n",
          row.type(),
          row.questions(),
          row.chance(),
          row.majority(),
          row.questionOnly());
    }
    print.println();
    print.println("Written to " + report.folder());
  }
}
