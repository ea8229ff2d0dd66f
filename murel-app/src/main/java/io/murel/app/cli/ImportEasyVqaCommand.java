package io.murel.app.cli;

import io.murel.app.console.PhaseProgress;
import io.murel.app.console.Terminal;
import io.murel.data.EasyVqaImport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports easy-VQA. */
@Command(
    name = "easy-vqa",
    description =
        "Import easy-VQA (V. Zhou, 2019): one coloured shape a picture, 13 answers. Regions are"
            + " found in the pixels.",
    footer = {
      "",
      "Examples:",
      "  murel import easy-vqa easy-vqa-data.tar.gz --out data/easy-vqa",
      "  murel run -o options/easy-vqa/murel.yaml"
    })
final class ImportEasyVqaCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ARCHIVE", description = "The archive, easy-vqa-data.tar.gz.")
  private Path archive;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to.")
  private Path out;

  ImportEasyVqaCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    EasyVqaImport.Summary summary;
    try (PhaseProgress progress = new PhaseProgress(terminal)) {
      summary = EasyVqaImport.run(archive, out, progress::at);
    }
    PrintWriter print = spec.commandLine().getOut();
    summary
        .images()
        .forEach(
            (split, images) ->
                print.printf(
                    Locale.ROOT,
                    "%-5s %,7d pictures, %,8d questions%n",
                    split,
                    images,
                    summary.questions().get(split)));
    print.println("Answers: " + String.join(", ", summary.answers()));
    print.println("Written to " + out);
    return Cli.OK;
  }
}
