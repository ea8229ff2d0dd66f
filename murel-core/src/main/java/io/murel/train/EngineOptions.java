package io.murel.train;

import io.murel.options.Options;
import java.util.List;

/**
 * Options of the training loop, below {@code engine}.
 *
 * @param epochs training ends after so many
 * @param printFreq batches from one message in logs.txt to the next
 * @param savingCriteria measures whose best checkpoint is kept
 * @param debug only the first few batches of every epoch, to see that all works
 * @param maxSeconds training also ends after so much time spent in training epochs (evaluation not
 *     counted); 0: no limit
 */
public record EngineOptions(
    int epochs,
    int printFreq,
    List<SavingCriterion> savingCriteria,
    boolean debug,
    double maxSeconds) {

  private static final int DEBUG_BATCHES = 4; // as many as the original trains on

  public EngineOptions {
    savingCriteria = List.copyOf(savingCriteria);
  }

  public static EngineOptions from(Options o) {
    o.onlyKeys(
        "name",
        "nb_epochs",
        "print_freq",
        "saving_criteria",
        "debug",
        "max_seconds",
        "kernel", // of the network: KernelOptions, as the next
        "kernel_memory");
    o.choice(
        "name", "logger", List.of("default", "logger")); // the original's; one loop serves both
    List<String> criteria = o.has("saving_criteria") ? o.strings("saving_criteria") : List.of();
    double maxSeconds = o.real("max_seconds", 0);
    if (!(maxSeconds >= 0)) {
      throw o.wrong("max_seconds", maxSeconds, "seconds, 0 for no limit");
    }
    return new EngineOptions(
        o.positive("nb_epochs", 25),
        o.positive("print_freq", 10),
        criteria.stream().map(c -> SavingCriterion.parse(o, "saving_criteria", c)).toList(),
        o.bool("debug", false),
        maxSeconds);
  }

  /** So many of an epoch's batches are visited. */
  int visited(int batches) {
    return debug ? Math.min(batches, DEBUG_BATCHES) : batches;
  }
}
