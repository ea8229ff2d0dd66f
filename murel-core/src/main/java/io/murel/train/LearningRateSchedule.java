package io.murel.train;

import io.murel.options.Options;
import java.util.List;

/** The learning rate as training goes on. */
public interface LearningRateSchedule {

  /** The rate to use now. */
  double at(Progress progress);

  /**
   * Reads the schedule from {@code optimizer.*}: the original's per-epoch rule, or with {@code
   * schedule: linear} a warm-up and a linear decay over the whole run.
   */
  static LearningRateSchedule from(Options optimizer) {
    double lr = optimizer.real("lr", OptimizerOptions.DEFAULT_LR);
    return switch (optimizer.choice("schedule", "epochs", List.of("epochs", "linear"))) {
      case "linear" -> new LinearDecay(lr, optimizer.probability("warmup", 0.05));
      default -> EpochSchedule.from(optimizer);
    };
  }
}
