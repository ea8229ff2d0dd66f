package io.murel.app.cli;

import io.murel.app.checkpoint.ImportReport;
import io.murel.app.checkpoint.ImportedCheckpoint;
import io.murel.app.checkpoint.RunImport;
import io.murel.app.console.Progress;
import io.murel.app.console.Terminal;
import io.murel.train.Checkpoints;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Brings runs of the original, and weights, into run directories of ours. */
@Command(
    name = "import-checkpoint",
    description =
        "Make a run directory of a run of the original (its options.yaml, logs and"
            + " ckpt_*.pth.tar, of any version of PyTorch), or of weights alone (a state dict of"
            + " torch.save, or safetensors). Names and shapes are checked against the network of the"
            + " options; nothing in the files is executed.",
    customSynopsis =
        "murel import-checkpoint --from PATH... --out RUN_DIR [--dry-run] [--dotted.option VALUE...]...",
    footer = {
      "",
      "Examples:",
      "  murel import-checkpoint --from theirs/logs/vqa2/murel --out logs/vqa2/theirs --dry-run",
      "      check everything, write nothing",
      "  murel import-checkpoint --from theirs/logs/vqa2/murel --out logs/vqa2/theirs \\",
      "      --misc.cuda False --dataset.dir data/vqa2",
      "      options may be changed on the way",
      "  murel run -o logs/vqa2/theirs/options.yaml --exp.resume last",
      "      go on with it; or evaluate it: add --dataset.train_split --dataset.eval_split val",
      "  murel import-checkpoint --from weights.pth options/vqa2/murel.yaml --out logs/vqa2/start",
      "      weights alone need options; training begins at epoch 0 with these weights",
      "  murel import-checkpoint --from murel.safetensors --out logs/again",
      "      what 'murel export' wrote has its options with it"
    })
final class ImportCheckpointCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Spec private CommandSpec spec;
  @Unmatched private List<String> dotted = new ArrayList<>();

  @Option(
      names = "--from",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description = "A run directory; or files: weights, options, parts of checkpoints, logs.")
  private List<Path> from;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "RUN_DIR",
      description = "The run directory to make.")
  private Path out;

  @Option(names = "--dry-run", description = "Check everything and write nothing.")
  private boolean dryRun;

  ImportCheckpointCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    RunImport run = new RunImport(from, DottedOptions.parse(spec, dotted), out);
    ImportReport report;
    try (Progress progress =
        Progress.start(terminal, "Importing", run.checkpoints(), "checkpoints")) {
      report = run.run(dryRun, name -> progress.step(1));
    }
    show(report);
    return Cli.OK;
  }

  private void show(ImportReport report) {
    PrintWriter print = spec.commandLine().getOut();
    ImportedCheckpoint first = report.checkpoints().get(0);
    print.println("Options: " + report.options());
    if (!report.added().isEmpty()) {
      print.println("  read off the weights and added: " + pairs(report));
    }
    print.printf(
        Locale.ROOT,
        "Network: %s with %,d parameters in %,d tensors, %,d words; all names and shapes fit%n",
        report.network(),
        first.parameters(),
        first.tensors(),
        first.words());
    report.checkpoints().forEach(checkpoint -> print.println(line(checkpoint)));
    if (!report.logs().isEmpty()) {
      print.println("Logs: " + String.join(", ", report.logs()));
    }
    if (!dryRun) {
      print.println("Description: " + report.description());
    }
    if (!report.others().isEmpty()) {
      print.println("Not needed: " + names(report.others()));
    }
    if (dryRun) {
      print.println("Nothing was written; without --dry-run this goes to " + out + ".");
    } else {
      print.println("Written to " + out + ". Go on with it:");
      print.printf(
          "  murel run -o %s --exp.resume %s%n", out.resolve("options.yaml"), toResume(report));
    }
  }

  private static String toResume(ImportReport report) {
    List<String> names = report.checkpoints().stream().map(ImportedCheckpoint::name).toList();
    return names.contains(Checkpoints.LAST) ? Checkpoints.LAST : names.get(0);
  }

  private static String pairs(ImportReport report) {
    return report.added().entrySet().stream()
        .map(size -> size.getKey() + " " + size.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String line(ImportedCheckpoint checkpoint) {
    int epoch = checkpoint.state().epoch();
    return "Checkpoint %s: %s, %s"
        .formatted(
            checkpoint.name(),
            epoch < 0 ? "training begins at epoch 0" : "after epoch " + epoch,
            checkpoint.hasOptimizer() ? "with its optimizer" : "the optimizer begins anew");
  }

  private static String names(List<Path> files) {
    return files.stream()
        .map(file -> file.getFileName().toString())
        .collect(Collectors.joining(", "));
  }
}
