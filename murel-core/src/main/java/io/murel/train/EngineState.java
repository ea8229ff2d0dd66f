package io.murel.train;

import io.murel.BadInputException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a run has come.
 *
 * @param epoch last epoch completed, from 0; -1: none
 * @param bestOut best value so far of each saving criterion
 * @param trainSeconds time spent in training epochs; kept only by runs limited in time
 */
public record EngineState(int epoch, Map<String, Double> bestOut, double trainSeconds) {

  /** Before the first epoch. */
  public static final EngineState NEW = new EngineState(-1, Map.of(), 0);

  private static final String SECONDS = "train_seconds";

  public EngineState {
    bestOut = Collections.unmodifiableMap(new LinkedHashMap<>(bestOut));
  }

  /** As the original saves it; the time only where there is one. */
  Map<String, Object> toDict() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("epoch", epoch);
    out.put("best_out", bestOut);
    if (trainSeconds > 0) {
      out.put(SECONDS, trainSeconds);
    }
    return out;
  }

  /** Of the original's file or ours; numbers may be tensors of one element. */
  static EngineState fromDict(Map<?, ?> dict, String source) {
    double epoch = SavedNumber.of(dict.get("epoch")).orElseThrow(() -> broken(source));
    if (epoch != (int) epoch || !(dict.get("best_out") instanceof Map<?, ?> best)) {
      throw broken(source);
    }
    Map<String, Double> bestOut = new LinkedHashMap<>();
    best.forEach(
        (name, value) ->
            bestOut.put(
                String.valueOf(name), SavedNumber.of(value).orElseThrow(() -> broken(source))));
    return new EngineState((int) epoch, bestOut, SavedNumber.of(dict.get(SECONDS)).orElse(0));
  }

  private static BadInputException broken(String source) {
    return BadInputException.at(source)
        .found("no epoch and best_out")
        .expected("the engine state of a run")
        .remedy("Resume from another checkpoint.");
  }
}
