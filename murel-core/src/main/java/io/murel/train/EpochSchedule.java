package io.murel.train;

import io.murel.options.Options;
import java.util.List;

/**
 * The original's rule, one rate an epoch: a linear warm-up by factors, then a decay at given
 * epochs. The original computes in float32; so do we, to log the same digits.
 *
 * @param lr base rate
 * @param warmupStart first factor of the warm-up
 * @param warmupEnd last factor
 * @param warmupEpochs epochs of warm-up; 0: none
 * @param decayStart first epoch that decays
 * @param decayEnd first epoch that no longer decays
 * @param decayStep epochs from one decay to the next
 * @param decayRate factor of each decay
 */
public record EpochSchedule(
    double lr,
    double warmupStart,
    double warmupEnd,
    int warmupEpochs,
    int decayStart,
    int decayEnd,
    int decayStep,
    double decayRate)
    implements LearningRateSchedule {

  public EpochSchedule {
    if (decayStep < 1) {
      throw new IllegalArgumentException("decay step " + decayStep);
    }
  }

  /** Reads gradual_warmup_steps [start, end, epochs], lr_decay_epochs [start, end, step]. */
  public static EpochSchedule from(Options o) {
    List<Double> warmup = triple(o, "gradual_warmup_steps", List.of(0.5, 2.0, 4.0));
    List<Double> decay = triple(o, "lr_decay_epochs", List.of(10.0, 20.0, 2.0));
    if (decay.get(2) < 1) {
      throw o.wrong("lr_decay_epochs", decay, "[start, end, step] with a step of at least 1");
    }
    return new EpochSchedule(
        o.real("lr", OptimizerOptions.DEFAULT_LR),
        warmup.get(0),
        warmup.get(1),
        warmup.get(2).intValue(),
        decay.get(0).intValue(),
        decay.get(1).intValue(),
        decay.get(2).intValue(),
        o.real("lr_decay_rate", 0.25));
  }

  private static List<Double> triple(Options o, String key, List<Double> fallback) {
    List<Double> values = o.has(key) ? o.reals(key) : fallback;
    if (values.size() != 3) {
      throw o.wrong(key, values, "three numbers");
    }
    return values;
  }

  @Override
  public double at(Progress progress) {
    int epoch = progress.epoch();
    if (epoch < warmupEpochs) {
      return warmupRate(epoch);
    }
    double rate = warmupEpochs > 0 ? warmupRate(warmupEpochs - 1) : lr;
    for (int e = decayStart; e < decayEnd && e <= epoch; e += decayStep) {
      if (e >= warmupEpochs) {
        rate = warmupEpochs > 0 ? (float) rate * (float) decayRate : rate * decayRate;
      }
    }
    return rate;
  }

  /** weight * lr with the float32 weights of a linspace, which is filled from both ends. */
  private double warmupRate(int epoch) {
    if (warmupEpochs == 1) {
      return (float) warmupStart * (float) lr;
    }
    float step = (float) ((float) warmupEnd - (float) warmupStart) / (warmupEpochs - 1);
    float weight =
        epoch < warmupEpochs / 2
            ? (float) warmupStart + step * epoch
            : (float) warmupEnd - step * (warmupEpochs - 1 - epoch);
    return weight * (float) lr;
  }
}
