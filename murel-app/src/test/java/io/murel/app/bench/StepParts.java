package io.murel.app.bench;

import io.murel.nn.OpSequence;
import io.murel.options.Options;
import io.murel.train.Optimizer;
import io.murel.train.OptimizerOptions;
import io.murel.train.Optimizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Times the parts of a full-size training step outside the relations, in our sequence of operations
 * and in the original's, one after the other in turn so that a busy machine slows both.
 *
 * <pre>
 *   java ... io.murel.app.bench.StepParts BATCH REPETITIONS [PART] [fast|original]
 * </pre>
 *
 * PART is encoder, short (questions of unequal length), cell, classifier, optimizer, eval, all; or
 * small (the GRU of options/abstract/small.yaml).
 */
public final class StepParts {
  private StepParts() {}

  private static final int VOCABULARY = 14_000;
  private static final int WORDS = 14;
  private static final int PARAMETERS = 62_000_000;

  public static void main(String[] args) throws IOException {
    int batch = Integer.parseInt(args[0]);
    int repetitions = Integer.parseInt(args[1]);
    String part = args.length > 2 ? args[2] : "all";
    List<OpSequence> sequences =
        args.length > 3
            ? List.of(OpSequence.valueOf(args[3].toUpperCase(Locale.ROOT)))
            : List.of(OpSequence.values());
    FullSize sizes = new FullSize(batch);
    System.out.printf("batch %d, seconds: median of %d%n", batch, repetitions);
    boolean eval = part.equals("eval");
    boolean all = part.equals("all");
    if (all || part.equals("encoder") || eval) {
      run(repetitions, () -> sizes.encoder(VOCABULARY, WORDS, false), sequences, eval);
    }
    if (all || part.equals("short") || eval) {
      run(repetitions, () -> sizes.encoder(VOCABULARY, WORDS, true), sequences, eval);
    }
    if (all || part.equals("cell") || eval) {
      run(repetitions, sizes::cell, sequences, eval);
    }
    if (all || part.equals("classifier") || eval) {
      run(repetitions, sizes::classifier, sequences, eval);
    }
    if (part.equals("small")) {
      run(repetitions, () -> sizes.smallEncoder(WORDS), sequences, false);
      run(repetitions, () -> sizes.smallEncoder(WORDS), sequences, true);
    }
    if (all || part.equals("optimizer")) {
      optimizer(repetitions, sequences);
    }
  }

  private static void run(
      int repetitions, Supplier<StepPart> make, List<OpSequence> sequences, boolean eval)
      throws IOException {
    StepPart part = make.get();
    List<List<StepPart.Time>> times = new ArrayList<>();
    long[] peaks = new long[sequences.size()];
    sequences.forEach(s -> times.add(new ArrayList<>()));
    for (int i = 0; i <= repetitions; i++) { // the first one warms up
      for (int s = 0; s < sequences.size(); s++) {
        resetPeak();
        OpSequence sequence = sequences.get(s);
        StepPart.Time time = eval ? part.evaluate(sequence) : part.train(sequence);
        if (i > 0) {
          times.get(s).add(time);
        }
        peaks[s] = megabytes("VmHWM");
      }
    }
    System.out.println(part.name() + (eval ? ", evaluation" : ""));
    for (int s = 0; s < sequences.size(); s++) {
      List<StepPart.Time> own = times.get(s);
      System.out.printf(
          "  %-9s forward %.3f backward %.3f total %.3f, CPU %.3f, peak %d MB%n",
          sequences.get(s).toString().toLowerCase(Locale.ROOT),
          median(own.stream().mapToDouble(StepPart.Time::forward).toArray()),
          median(own.stream().mapToDouble(StepPart.Time::backward).toArray()),
          median(own.stream().mapToDouble(StepPart.Time::total).toArray()),
          median(own.stream().mapToDouble(StepPart.Time::cpu).toArray()),
          peaks[s]);
    }
    ratio("time", all(times, StepPart.Time::total));
    ratio("CPU", all(times, StepPart.Time::cpu));
    part.module().close();
  }

  private static List<double[]> all(
      List<List<StepPart.Time>> times, ToDoubleFunction<StepPart.Time> value) {
    return times.stream().map(t -> t.stream().mapToDouble(value).toArray()).toList();
  }

  private static void optimizer(int repetitions, List<OpSequence> sequences) {
    List<double[]> times = new ArrayList<>();
    List<Optimizer> optimizers = new ArrayList<>();
    for (OpSequence sequence : sequences) {
      Tensor parameter = torch.randn(PARAMETERS / 4, 4).requires_grad_(true).retainReference();
      OptimizerOptions options =
          OptimizerOptions.from(Options.of(Map.of("name", "Adam", "lr", 3e-4)));
      optimizers.add(
          sequence == OpSequence.FAST
              ? Optimizers.create(options, List.of(parameter))
              : new TorchAdam(List.of(parameter), 3e-4));
      if (!parameter.grad().defined()) {
        parameter.mutable_grad().put(torch.zeros_like(parameter));
      }
      parameter.grad().normal_();
      times.add(new double[repetitions]);
    }
    System.out.println("optimizer (clip, Adam), " + PARAMETERS + " parameters");
    for (int i = -1; i < repetitions; i++) {
      for (int s = 0; s < sequences.size(); s++) {
        try (PointerScope scope = new PointerScope()) {
          double start = StepPart.cpuSeconds();
          optimizers.get(s).clipGradNorm(0.25);
          optimizers.get(s).step();
          if (i >= 0) {
            times.get(s)[i] = StepPart.cpuSeconds() - start;
          }
        }
      }
    }
    for (int s = 0; s < sequences.size(); s++) {
      System.out.printf("  %-9s CPU %.3f%n", sequences.get(s), median(times.get(s)));
    }
    ratio("CPU", times);
    optimizers.forEach(Optimizer::close);
  }

  private static void ratio(String what, List<double[]> times) {
    double[] last = times.get(times.size() - 1);
    for (double[] own : times.subList(0, times.size() - 1)) {
      double[] ratios = new double[last.length];
      Arrays.setAll(ratios, i -> last[i] / own[i]);
      System.out.printf("  ratio of %s %.2f%n", what, median(ratios));
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  private static void resetPeak() throws IOException {
    System.gc();
    Files.writeString(Path.of("/proc/self/clear_refs"), "5");
  }

  private static long megabytes(String key) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }
}
