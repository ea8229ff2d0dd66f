package io.murel.app.cli;

import io.murel.BadInputException;
import io.murel.app.checkpoint.ModelExport;
import io.murel.app.checkpoint.ModelFolder;
import io.murel.train.Checkpoints;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the network of a run for others. */
@Command(
    name = "export",
    description =
        "Write the network of a run for others: as a folder that murel and its library answer with"
            + " on any machine (--model), or its weights alone as safetensors, under the names of"
            + " PyTorch's state dict, for other programs (--safetensors).",
    footer = {
      "",
      "Examples:",
      "  murel export --from logs/scenes/murel --model models/mine --half",
      "      the most accurate checkpoint as a folder, in 16 bits; then: murel ask --model models/mine",
      "  murel export --from logs/scenes/murel --safetensors murel.safetensors",
      "      the weights of the last checkpoint of a run, with its options as metadata",
      "  murel export --from logs/scenes/murel --checkpoint best_eval_epoch.accuracy_top1 \\",
      "      --safetensors best.safetensors",
      "      those of the best one",
      "  murel export --from theirs/ckpt_last_model.pth.tar --safetensors theirs.safetensors",
      "      a file of the original, or any state dict of torch.save",
      "",
      "In Python: safetensors.torch.load_file(\"murel.safetensors\"). Checkpoints themselves are",
      "files of torch.save: torch.load(\"ckpt_last_model.pth.tar\", weights_only=True)[\"network\"].",
      "Back: murel import-checkpoint --from murel.safetensors --out logs/again"
    })
final class ExportCommand implements Callable<Integer> {

  private static final String SUFFIX = ".safetensors";

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "RUN_DIR|FILE",
      description = "A run directory, or a file with the weights of a network.")
  private Path from;

  @Option(
      names = "--checkpoint",
      paramLabel = "NAME",
      description =
          "Which checkpoint of the run: last or best_... (default: last; with --model the most"
              + " accurate).")
  private String checkpoint;

  @ArgGroup(multiplicity = "1")
  private Form form;

  /** What is made. */
  private static final class Form {
    @Option(
        names = "--safetensors",
        required = true,
        paramLabel = "FILE",
        description = "The file to write, with the weights alone.")
    private Path file;

    @Option(
        names = "--model",
        required = true,
        paramLabel = "DIR",
        description = "The folder to make: weights, words, answers, figures of the run.")
    private Path folder;
  }

  @Option(
      names = "--half",
      description = "With --model: round the weights to 16 bits, for half the size.")
  private boolean half;

  @Override
  public Integer call() throws IOException {
    if (form.folder != null) {
      writeFolder();
    } else {
      writeWeights(form.file);
    }
    return Cli.OK;
  }

  private void writeFolder() throws IOException {
    ModelFolder made = ModelFolder.write(from, checkpoint, half, form.folder);
    PrintWriter print = spec.commandLine().getOut();
    print.printf(
        Locale.ROOT,
        "Checkpoint %s: %,d numbers in %,d bytes, %d words, %d answers%n",
        made.checkpoint(),
        made.numbers(),
        made.bytes(),
        made.description().words().size(),
        made.description().answers().size());
    made.description()
        .figures()
        .forEach((name, value) -> print.printf(Locale.ROOT, "  %s: %.2f%n", name, value));
    print.println("Written to " + form.folder + ". Ask it: murel ask --model " + form.folder);
  }

  private void writeWeights(Path out) throws IOException {
    if (half) {
      throw BadInputException.at("--half")
          .found("it with --safetensors")
          .expected("it with --model only")
          .remedy("Leave it out: other programs round as they need.");
    }
    if (!out.toString().endsWith(SUFFIX) || Files.exists(out)) {
      throw BadInputException.at("--safetensors")
          .found(out + (Files.exists(out) ? ", which exists already" : ""))
          .expected("a new file with a name that ends in " + SUFFIX)
          .remedy("Choose another name.");
    }
    ModelExport export =
        ModelExport.write(from, checkpoint == null ? Checkpoints.LAST : checkpoint, out);
    PrintWriter print = spec.commandLine().getOut();
    print.printf(
        Locale.ROOT,
        "%,d tensors, %,d numbers, from %s%n",
        export.tensors(),
        export.numbers(),
        export.source());
    export
        .metadata()
        .forEach((name, value) -> print.println("  " + name + ": " + shortened(name, value)));
    print.println("Written to " + out);
  }

  private static String shortened(String name, String value) {
    long lines = value.lines().count();
    return lines > 1 ? lines + " lines" : value;
  }
}
