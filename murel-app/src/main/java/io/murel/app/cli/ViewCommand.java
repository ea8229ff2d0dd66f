package io.murel.app.cli;

import io.murel.BadInputException;
import io.murel.app.options.Overrides;
import io.murel.app.options.RunOptions;
import io.murel.app.tensorboard.RunEvents;
import io.murel.app.view.ViewHtml;
import io.murel.app.view.ViewOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws the learning curves of a run again, or other ones. */
@Command(
    name = "view",
    description = "Draw the learning curves of a run: writes view.html in its directory.",
    footer = {
      "",
      "Examples:",
      "  murel view logs/scenes/murel",
      "      the charts that the run's options name",
      "  murel view logs/scenes/murel -i logs:train_batch.loss -i logs:train_epoch.lr",
      "      other ones; + joins series in one chart:",
      "  murel view logs/scenes/murel -i logs:train_epoch.loss+logs:eval_epoch.loss",
      "  murel view logs/vqa2/murel --tensorboard && tensorboard --logdir logs/vqa2",
      "      the same run, also one of the original, in TensorBoard"
    })
final class ViewCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN_DIR", description = "The run directory (exp.dir).")
  private Path runDir;

  @Option(
      names = {"-i", "--item"},
      paramLabel = "ITEM",
      description = "A chart, LOG:SERIES[+LOG:SERIES...], instead of the run's view.items.")
  private List<String> items = new ArrayList<>();

  @Option(
      names = "--tensorboard",
      description = "Also write an event file with all values, for tensorboard --logdir RUN_DIR.")
  private boolean tensorboard;

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(runDir.resolve("logs.json"))) {
      throw BadInputException.at(runDir.toString())
          .found("no logs.json")
          .expected("the directory of a run")
          .remedy("Give the exp.dir of a run that has finished an epoch.");
    }
    ViewHtml.write(runDir, items.isEmpty() ? itemsOfRun() : items);
    if (tensorboard) {
      try (RunEvents events = RunEvents.open(runDir)) {
        events.update();
      }
    }
    spec.commandLine().getOut().println(runDir.resolve("view.html"));
    return Cli.OK;
  }

  private List<String> itemsOfRun() {
    RunOptions options = RunOptions.load(runDir.resolve("options.yaml"), Overrides.none());
    return ViewOptions.from(options.root()).items();
  }
}
