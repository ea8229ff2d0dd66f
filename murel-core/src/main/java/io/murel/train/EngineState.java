package io.murel.train;

import io.murel.BadInputException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a run has come.
 *
 * @param epoch last epoch completed, from 0; -1: none
 * @param bestOut best value so far of each saving criterion
 * @param trainSeconds time spent in training epochs; kept only by runs limited in time
 * @param schedule state of the learning rate's schedule, where it has one
 */
public record EngineState(
    int epoch, Map<String, Double> bestOut, double trainSeconds, Map<String, Double> schedule) {

  /** Before the first epoch. */
  public static final EngineState NEW = new EngineState(-1, Map.of(), 0);

  private static final String SECONDS = "train_seconds";
  private static final String SCHEDULE = "lr_scheduler";

  public EngineState {
    bestOut = Collections.unmodifiableMap(new LinkedHashMap<>(bestOut));
    schedule = Collections.unmodifiableMap(new TreeMap<>(schedule));
  }

  /** With a schedule that has no state. */
  public EngineState(int epoch, Map<String, Double> bestOut, double trainSeconds) {
    this(epoch, bestOut, trainSeconds, Map.of());
  }

  /** As the original saves it; time and schedule only where there are any. */
  Map<String, Object> toDict() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("epoch", epoch);
    out.put("best_out", bestOut);
    if (trainSeconds > 0) {
      out.put(SECONDS, trainSeconds);
    }
    if (!schedule.isEmpty()) {
      out.put(SCHEDULE, schedule);
    }
    return out;
  }

  static EngineState fromDict(Map<?, ?> dict, String source) {
    if (!(dict.get("epoch") instanceof Long epoch)
        || epoch != epoch.intValue()
        || !(dict.get("best_out") instanceof Map<?, ?> best)) {
      throw broken(source);
    }
    double seconds = dict.get(SECONDS) instanceof Double s ? s : 0;
    Map<?, ?> schedule = dict.get(SCHEDULE) instanceof Map<?, ?> state ? state : Map.of();
    return new EngineState(
        epoch.intValue(), numbers(best, source), seconds, numbers(schedule, source));
  }

  private static Map<String, Double> numbers(Map<?, ?> dict, String source) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    dict.forEach(
        (name, value) -> {
          if (!(value instanceof Number number)) {
            throw broken(source);
          }
          numbers.put(String.valueOf(name), number.doubleValue());
        });
    return numbers;
  }

  private static BadInputException broken(String source) {
    return BadInputException.at(source)
        .found("no epoch and best_out")
        .expected("the engine state of a run")
        .remedy("Resume from another checkpoint.");
  }
}
