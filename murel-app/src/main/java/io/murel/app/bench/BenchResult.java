package io.murel.app.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalLong;

/**
 * Everything that was measured.
 *
 * @param task train, answer, load or prepare
 * @param kernel as asked for; null where no network computes
 * @param peakMib most memory of a process that does ours alone; empty: not measured
 * @param baselinePeakMib the same of the baseline
 * @param rates null where nothing is counted
 */
record BenchResult(
    String task,
    String kernel,
    Measured measured,
    OptionalLong peakMib,
    OptionalLong baselinePeakMib,
    MachineRates rates,
    Floor floor) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Operations a second that ours achieves, 10^9. */
  double gflops() {
    return floor.operations() / measured.medianSeconds() / 1e9;
  }

  /** One line of JSON; what was not measured is null. */
  String json() {
    ObjectNode out = JSON.createObjectNode();
    out.put("task", task);
    out.put("kernel", kernel);
    out.put("batch", measured.questions());
    out.put("baseline_batch", measured.baselineQuestions());
    out.put("seconds", measured.medianSeconds());
    out.put("baseline_seconds", measured.medianBaselineSeconds());
    out.put("ratio", measured.ratio());
    ArrayNode ratios = out.putArray("ratios");
    for (double ratio : measured.ratios()) {
      ratios.add(ratio);
    }
    out.put("peak_mib", boxed(peakMib));
    out.put("baseline_peak_mib", boxed(baselinePeakMib));
    if (!floor.parts().isEmpty()) {
      out.put("gflop", floor.operations() / 1e9);
      out.put("gflops", gflops());
      out.put("machine_gflops", rates.gemmGflops());
      out.put("machine_share", gflops() / rates.gemmGflops());
      out.put("floor_seconds", floor.seconds(rates));
    }
    return out.toString();
  }

  private static Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
