package io.murel.app.bench;

import io.murel.app.console.Progress;
import io.murel.app.console.Terminal;
import io.murel.nn.Torch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Measures both sides of a benchmark: their times in turn, their memory in processes of their own.
 *
 * @param task its name on the command line
 * @param kernel as asked for; null where no network computes
 */
record Bench(String task, String kernel, Alternation alternation) {

  /** Measures times, and memory where arguments for a process are given. */
  BenchResult measure(Benchmark benchmark, List<String> alone, Terminal terminal)
      throws IOException {
    OptionalLong ours = OptionalLong.empty();
    OptionalLong baseline = OptionalLong.empty();
    if (!alone.isEmpty()) { // first: this process has little memory yet
      terminal.out().println("Measuring memory, each side in a process of its own");
      ours = peak(alone, Side.OURS);
      baseline = peak(alone, Side.BASELINE);
    }
    Torch.load();
    Floor floor = benchmark.floor();
    MachineRates rates = floor.parts().isEmpty() ? null : MachineRates.measure();
    Measured measured = times(benchmark, terminal);
    return new BenchResult(task, kernel, measured, ours, baseline, rates, floor);
  }

  private Measured times(Benchmark benchmark, Terminal terminal) throws IOException {
    try (Workload baseline = benchmark.baseline();
        Workload ours = benchmark.ours();
        Progress progress =
            Progress.start(terminal, "Measuring", 2L * alternation.runs(), "runs")) {
      return alternation.measure(
          baseline,
          ours,
          (what, seconds) -> {
            progress.step(1);
            progress.note(String.format(Locale.ROOT, "%s %.3f s", what, seconds));
          });
    }
  }

  /** Runs one side as often as it is measured; for a process of its own. */
  OptionalLong peakOf(Benchmark benchmark, Side side) throws IOException {
    Torch.load();
    try (Workload workload = side == Side.OURS ? benchmark.ours() : benchmark.baseline()) {
      for (int i = 0; i < alternation.runs(); i++) {
        workload.run();
      }
    }
    return PeakMemory.mib();
  }

  private static OptionalLong peak(List<String> alone, Side side) throws IOException {
    List<String> arguments = new ArrayList<>(alone);
    arguments.add("--alone=" + side.name().toLowerCase(Locale.ROOT));
    return OwnProcess.peakMib(arguments);
  }
}
