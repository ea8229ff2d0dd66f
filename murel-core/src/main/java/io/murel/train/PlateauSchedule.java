package io.murel.train;

import io.murel.BadInputException;
import java.util.Map;
import java.util.Optional;

/**
 * Another schedule, its rate multiplied by a factor each time a measure has not improved for some
 * epochs (PyTorch's ReduceLROnPlateau). With a constant rate below it the rates are PyTorch's.
 */
public final class PlateauSchedule implements LearningRateSchedule {

  private final LearningRateSchedule base;
  private final PlateauOptions options;
  private double scale = 1;
  private double best;
  private int badEpochs;
  private int cooldown;

  /**
   * @param base gives the rate before any reduction
   */
  public PlateauSchedule(LearningRateSchedule base, PlateauOptions options) {
    this.base = base;
    this.options = options;
    this.best = options.maximize() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  @Override
  public double at(Progress progress) {
    return base.at(progress) * scale;
  }

  @Override
  public Optional<String> watched() {
    return Optional.of(options.metric());
  }

  @Override
  public void epochEnded(Progress progress, double value) {
    if (options.isBetter(value, best)) {
      best = value;
      badEpochs = 0;
    } else {
      badEpochs++; // also where the value is not a number
    }
    if (cooldown > 0) {
      cooldown--;
      badEpochs = 0;
    }
    if (badEpochs > options.patience()) {
      reduce(at(progress));
      cooldown = options.cooldown();
      badEpochs = 0;
    }
  }

  private void reduce(double rate) {
    double reduced = Math.max(rate * options.factor(), options.minLr());
    if (rate - reduced > options.eps()) {
      scale *= reduced / rate;
    }
  }

  @Override
  public Map<String, Double> state() {
    return Map.of(
        "scale",
        scale,
        "best",
        best,
        "num_bad_epochs",
        (double) badEpochs,
        "cooldown_counter",
        (double) cooldown);
  }

  @Override
  public void restore(Map<String, Double> state) {
    if (state.isEmpty()) {
      return; // the run had no such schedule so far
    }
    if (!state.keySet().equals(state().keySet())) {
      throw BadInputException.at("the engine's checkpoint")
          .found("a schedule of " + state.keySet())
          .expected("one of " + state().keySet())
          .remedy("Resume with the options the run was started with.");
    }
    scale = state.get("scale");
    best = state.get("best");
    badEpochs = state.get("num_bad_epochs").intValue();
    cooldown = state.get("cooldown_counter").intValue();
  }
}
