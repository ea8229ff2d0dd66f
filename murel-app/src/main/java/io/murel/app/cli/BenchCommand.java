package io.murel.app.cli;

import io.murel.app.bench.Alternation;
import io.murel.app.bench.BenchRequest;
import io.murel.app.bench.Side;
import io.murel.app.console.Terminal;
import io.murel.app.options.RunOptions;
import io.murel.relation.kernel.KernelOptions.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Measures speed and memory against the original's sequence of operations. */
@Command(
    name = "bench",
    description = {
      "Measure how fast this is on this machine, in turn with the original's sequence of operations"
          + " on the same libtorch and the same inputs, and how much memory each needs.",
      "",
      "Networks have their full size and random weights; nothing needs to be downloaded."
    },
    footer = {
      "",
      "Examples:",
      "  murel bench train --batch 16",
      "      a training step of options/vqa2/murel.yaml",
      "  murel bench train --batch 84 --baseline-batch 16",
      "      a question's share of a large step against that of the baseline's smaller one, which",
      "      would need some 31 GB at 84",
      "  murel bench answer --batch 1",
      "      the time to one answer",
      "  murel bench answer --batch 64 --kernel tiled --json",
      "      without vector kernels, as one JSON object",
      "  murel bench load",
      "      batches of region features from a store and from .pth files",
      "  murel bench prepare --dataset.dir data/vqa/vqa2",
      "      questions of a downloaded data set from the raw files and from what is kept of them"
    })
final class BenchCommand implements Callable<Integer> {

  private static final Terminal SILENT =
      new Terminal(new PrintStream(OutputStream.nullOutputStream()), 0);

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TASK",
      arity = "0..1",
      defaultValue = "train",
      description = "train, answer, load or prepare (train).")
  private BenchRequest.Task task;

  @Option(
      names = {"-o", "--path_opts"},
      paramLabel = "FILE",
      description = "The options file with the network (options/vqa2/murel.yaml).")
  private Path file;

  @Option(
      names = "--batch",
      paramLabel = "B",
      description = "Questions in a batch (train 16, answer 1, load 84).")
  private int batch;

  @Option(
      names = "--baseline-batch",
      paramLabel = "B",
      description = "Questions in a batch of the baseline (as --batch, or what fits into memory).")
  private int baselineBatch;

  @Option(
      names = "--kernel",
      paramLabel = "KERNEL",
      defaultValue = "auto",
      description = "auto, naive, tiled or vector (auto).")
  private Kind kernel;

  @Option(
      names = "--regions",
      paramLabel = "N",
      defaultValue = "36",
      description = "Regions an image (36).")
  private int regions;

  @Option(
      names = "--words",
      paramLabel = "T",
      defaultValue = "14",
      description = "Words of the longest question (14).")
  private int longest;

  @Option(
      names = "--all-longest",
      description = "All questions have T words; else their lengths vary as in VQA v2.")
  private boolean allLongest;

  @Option(
      names = "--repeats",
      paramLabel = "R",
      defaultValue = "5",
      description = "Runs of each that count (5).")
  private int repeats;

  @Option(
      names = "--warm-ups",
      paramLabel = "R",
      defaultValue = "2",
      description = "Runs of each before (2).")
  private int warmUps;

  @Option(names = "--no-memory", description = "Leave out the measurement of memory.")
  private boolean noMemory;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(names = "--alone", hidden = true, description = "Measure the memory of one side here.")
  private Side alone;

  @Unmatched private List<String> dotted = new ArrayList<>();

  BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    requireAtLeast("--batch", batch, 0);
    requireAtLeast("--baseline-batch", baselineBatch, 0);
    requireAtLeast("--regions", regions, 1);
    requireAtLeast("--words", longest, 1);
    requireAtLeast("--repeats", repeats, 1);
    requireAtLeast("--warm-ups", warmUps, 0);
    BenchRequest request =
        new BenchRequest(
            task,
            options(),
            kernel,
            batch,
            baselineBatch,
            regions,
            longest,
            allLongest,
            new Alternation(warmUps, repeats));
    PrintWriter out = spec.commandLine().getOut();
    if (alone != null) {
      OptionalLong peak = request.peakOf(alone);
      out.println("{\"peak_mib\":" + (peak.isPresent() ? peak.getAsLong() : "null") + "}");
    } else {
      request.report(memory() ? again() : List.of(), json, json ? SILENT : terminal, out);
    }
    return Cli.OK;
  }

  /** Preparing keeps nothing in memory that would be worth comparing. */
  private boolean memory() {
    return !noMemory && task != BenchRequest.Task.PREPARE;
  }

  private RunOptions options() {
    return RunOptions.load(file(), DottedOptions.parse(spec, dotted));
  }

  private Path file() {
    return file != null
        ? file
        : Path.of(System.getProperty("murel.root", "")).resolve("options/vqa2/murel.yaml");
  }

  /** This command line for a process of its own, which runs as often as memory needs to settle. */
  private List<String> again() {
    List<String> words = new ArrayList<>(List.of("bench", task.name(), "-o", file().toString()));
    words.addAll(List.of("--batch", "" + batch));
    if (baselineBatch > 0) {
      words.addAll(List.of("--baseline-batch", "" + baselineBatch));
    }
    words.addAll(List.of("--kernel", kernel.name(), "--regions", "" + regions));
    words.addAll(List.of("--words", "" + longest, "--warm-ups", "1", "--repeats", "2"));
    if (allLongest) {
      words.add("--all-longest");
    }
    words.addAll(dotted);
    return words;
  }

  private void requireAtLeast(String option, int value, int least) {
    if (value < least) {
      throw new ParameterException(
          spec.commandLine(), option + ": found " + value + ", expected at least " + least);
    }
  }
}
