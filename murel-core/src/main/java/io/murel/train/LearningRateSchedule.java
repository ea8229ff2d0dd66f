package io.murel.train;

import io.murel.options.Options;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The learning rate as training goes on. */
public interface LearningRateSchedule {

  /** The rate to use now. */
  double at(Progress progress);

  /**
   * The measure that the rate depends on, by its name in logs.json or, if of the evaluation,
   * without "eval_epoch."; empty: it depends on nothing but the progress.
   */
  default Optional<String> watched() {
    return Optional.empty();
  }

  /**
   * An epoch is over.
   *
   * @param progress with which its last step was made
   * @param value of the measure that is watched
   */
  default void epochEnded(Progress progress, double value) {}

  /** What has to be saved for a resumed run to go on with the same rates. */
  default Map<String, Double> state() {
    return Map.of();
  }

  /**
   * Restores what {@link #state()} gave.
   *
   * @throws io.murel.BadInputException if it is of another schedule
   */
  default void restore(Map<String, Double> state) {}

  /**
   * Reads the schedule from {@code optimizer.*}: the original's per-epoch rule, or with {@code
   * schedule: linear} a warm-up and a linear decay over the whole run; with {@code lr_scheduler}
   * lowered further on plateaus.
   */
  static LearningRateSchedule from(Options optimizer) {
    double lr = optimizer.real("lr", OptimizerOptions.DEFAULT_LR);
    LearningRateSchedule schedule =
        switch (optimizer.choice("schedule", "epochs", List.of("epochs", "linear"))) {
          case "linear" -> new LinearDecay(lr, optimizer.probability("warmup", 0.05));
          default -> EpochSchedule.from(optimizer);
        };
    return optimizer.has("lr_scheduler")
        ? new PlateauSchedule(schedule, PlateauOptions.from(optimizer.child("lr_scheduler")))
        : schedule;
  }
}
