package io.murel.app.cli;

import io.murel.BadInputException;
import io.murel.app.checkpoint.ModelExport;
import io.murel.train.Checkpoints;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the weights of a run for other programs. */
@Command(
    name = "export",
    description =
        "Write the weights of a network as safetensors, under the names of PyTorch's state dict,"
            + " with the options of the run as metadata. Other programs read that without Python's"
            + " pickle.",
    footer = {
      "",
      "Examples:",
      "  murel export --from logs/scenes/murel --safetensors murel.safetensors",
      "      the last checkpoint of a run",
      "  murel export --from logs/scenes/murel --checkpoint best_eval_epoch.accuracy_top1 \\",
      "      --safetensors best.safetensors",
      "      the best one",
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
      defaultValue = Checkpoints.LAST,
      description = "Which checkpoint of the run: last or best_... (default: ${DEFAULT-VALUE}).")
  private String checkpoint;

  @Option(
      names = "--safetensors",
      required = true,
      paramLabel = "FILE",
      description = "The file to write.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    if (!out.toString().endsWith(SUFFIX) || Files.exists(out)) {
      throw BadInputException.at("--safetensors")
          .found(out + (Files.exists(out) ? ", which exists already" : ""))
          .expected("a new file with a name that ends in " + SUFFIX)
          .remedy("Choose another name.");
    }
    ModelExport export = ModelExport.write(from, checkpoint, out);
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
    return Cli.OK;
  }

  private static String shortened(String name, String value) {
    long lines = value.lines().count();
    return lines > 1 ? lines + " lines" : value;
  }
}
