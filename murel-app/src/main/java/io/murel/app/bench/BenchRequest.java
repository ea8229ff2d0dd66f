package io.murel.app.bench;

import io.murel.BadInputException;
import io.murel.app.console.Terminal;
import io.murel.app.options.RunOptions;
import io.murel.app.run.ComputeDevice;
import io.murel.data.DatasetOptions;
import io.murel.io.DType;
import io.murel.model.VqaNetwork;
import io.murel.nn.Device;
import io.murel.options.Options;
import io.murel.relation.kernel.KernelOptions;
import io.murel.relation.kernel.KernelOptions.Kind;
import io.murel.train.OptimizerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.bytedeco.javacpp.PointerScope;

/**
 * What to measure, as asked for on the command line.
 *
 * @param task what is measured
 * @param options of a run, whose network, optimizer and data set are taken
 * @param kernel how ours computes
 * @param batch questions in a batch of ours; 0: the task's default
 * @param baselineBatch questions in a batch of the baseline; 0: as ours, or the half, a quarter ...
 *     of it that fits into memory
 * @param regions regions an image
 * @param words words of the longest question
 * @param allLongest whether all questions have that length
 * @param alternation how often
 */
public record BenchRequest(
    Task task,
    RunOptions options,
    Kind kernel,
    int batch,
    int baselineBatch,
    int regions,
    int words,
    boolean allLongest,
    Alternation alternation) {

  /** The tasks. */
  public enum Task {
    TRAIN(16),
    ANSWER(1),
    LOAD(84),
    PREPARE(1);

    private final int batch;

    Task(int batch) {
      this.batch = batch;
    }
  }

  public BenchRequest {
    batch = batch == 0 ? task.batch : batch;
  }

  /**
   * Measures and reports.
   *
   * @param alone the command line to repeat in the processes whose memory is measured; empty: none
   * @param json one line of JSON rather than text; progress then goes nowhere
   */
  public void report(List<String> alone, boolean json, Terminal terminal, PrintWriter out)
      throws IOException {
    try (Benchmark benchmark = benchmark()) {
      BenchResult result = bench().measure(benchmark, sized(alone, benchmark), terminal);
      if (json) {
        out.println(result.json());
      } else {
        BenchReport.print(benchmark, result, out);
      }
    }
  }

  /** The other processes take the baseline's batch from here: they need not look for it again. */
  private List<String> sized(List<String> alone, Benchmark benchmark) {
    if (alone.isEmpty() || baselineBatch > 0 || !(benchmark instanceof NetworkBenchmark network)) {
      return alone;
    }
    List<String> words = new ArrayList<>(alone);
    words.add("--baseline-batch=" + network.baselineBatch());
    return words;
  }

  /** Peak memory in MiB of one side, in this process; empty where the system does not tell. */
  public OptionalLong peakOf(Side side) throws IOException {
    try (Benchmark benchmark = benchmark()) {
      return bench().peakOf(benchmark, side);
    }
  }

  private Bench bench() {
    boolean computes = task == Task.TRAIN || task == Task.ANSWER;
    return new Bench(
        task.name().toLowerCase(Locale.ROOT),
        computes ? kernel.name().toLowerCase(Locale.ROOT) : null,
        alternation);
  }

  private Benchmark benchmark() throws IOException {
    Options root = options.root();
    return switch (task) {
      case TRAIN -> network(OptimizerOptions.from(root.childOrEmpty("optimizer")));
      case ANSWER -> network(null);
      case LOAD -> new LoadBenchmark(batch, regions, BenchNetwork.BOTTOM_UP_FEATURES, DType.F32);
      case PREPARE -> new PrepareBenchmark(DatasetOptions.from(root.child("dataset")));
    };
  }

  private Device device() {
    return ComputeDevice.from(options.root().childOrEmpty("misc"), KernelOptions.of(kernel));
  }

  private NetworkBenchmark network(OptimizerOptions optimizer) {
    BenchNetwork network =
        BenchNetwork.of(options.root().child("model").child("network"), device());
    SyntheticQuestions questions =
        new SyntheticQuestions(
            regions,
            network.features(),
            words,
            allLongest,
            network.vocabulary(),
            network.answers());
    int baseline = baselineBatch > 0 ? baselineBatch : fitting(network, optimizer != null);
    return new NetworkBenchmark(network, optimizer, kernel, questions, batch, baseline);
  }

  /** The largest batch, halved as often as needed, that the original's sequence has memory for. */
  private int fitting(BenchNetwork network, boolean training) {
    try (PointerScope scope = new PointerScope();
        VqaNetwork naive = network.create(Kind.NAIVE)) {
      naive.train(training);
      int fitting = batch;
      while (fitting > 1 && !fits(naive, fitting)) {
        fitting = (fitting + 1) / 2;
      }
      return fitting;
    }
  }

  private boolean fits(VqaNetwork naive, int questions) {
    try {
      naive.requireMemory(questions, regions, words);
      return true;
    } catch (BadInputException e) {
      return false;
    }
  }
}
