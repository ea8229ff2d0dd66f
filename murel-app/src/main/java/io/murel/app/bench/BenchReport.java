package io.murel.app.bench;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** A result as text. */
final class BenchReport {
  private BenchReport() {}

  static void print(Benchmark benchmark, BenchResult result, PrintWriter out) {
    Measured measured = result.measured();
    out.printf(Locale.ROOT, "%nSeconds for %s, median of %d:%n", benchmark.what(), runs(measured));
    row(out, "ours", benchmark.oursLabel(), measured.medianSeconds(), result.peakMib());
    row(
        out,
        "baseline",
        benchmark.baselineLabel(),
        measured.medianBaselineSeconds(),
        result.baselinePeakMib());
    out.printf(
        Locale.ROOT,
        "%nRatio for a question %.2f (pair by pair: %s)%n",
        measured.ratio(),
        Arrays.stream(measured.ratios())
            .mapToObj(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
            .collect(Collectors.joining(", ")));
    out.printf(
        Locale.ROOT,
        "Questions a second %.1f, of the baseline %.1f%n",
        measured.questions() / measured.medianSeconds(),
        measured.baselineQuestions() / measured.medianBaselineSeconds());
    if (!result.floor().parts().isEmpty()) {
      floor(out, result);
    }
  }

  private static int runs(Measured measured) {
    return measured.seconds().length;
  }

  private static void row(
      PrintWriter out, String side, String label, double seconds, OptionalLong peak) {
    out.printf(
        Locale.ROOT,
        "  %-9s %9.4f s   %s   %s%n",
        side,
        seconds,
        peak.isPresent()
            ? String.format(Locale.ROOT, "peak %,6d MiB", peak.getAsLong())
            : "peak not measured",
        label);
  }

  private static String computed(BenchResult result) {
    return String.format(
        Locale.ROOT,
        ": %.0f GFLOP/s, %.0f %% of the machine's",
        result.gflops(),
        100 * result.gflops() / result.rates().gemmGflops());
  }

  private static void floor(PrintWriter out, BenchResult result) {
    MachineRates rates = result.rates();
    double seconds = result.measured().medianSeconds();
    out.printf(
        Locale.ROOT,
        "%nThe floor on this machine (matrix products %.0f GFLOP/s, copies %.1f GB/s):%n",
        rates.gemmGflops(),
        rates.bandwidthGb());
    for (Floor.Part part : result.floor().parts()) {
      out.printf(
          Locale.ROOT,
          "  %-38s %9.2f GFLOP %8.2f GB %9.4f s%n",
          part.name(),
          part.operations() / 1e9,
          part.bytes() / 1e9,
          part.seconds(rates));
    }
    double floor = result.floor().seconds(rates);
    out.printf(
        Locale.ROOT,
        "  %-38s %9.2f GFLOP %20.4f s%nOurs takes %.2f times the floor%s%n",
        "all",
        result.floor().operations() / 1e9,
        floor,
        seconds / floor,
        result.floor().operations() == 0 ? "" : computed(result));
  }
}
