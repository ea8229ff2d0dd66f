package io.murel.train;

import io.murel.options.Options;
import java.util.List;

/**
 * Options of the update rule, below {@code optimizer}; defaults are PyTorch's.
 *
 * @param name Adam, AdamW, Adamax, SGD or RMSprop
 * @param lr base learning rate
 * @param beta1 decay of the mean of gradients
 * @param beta2 decay of the mean of their squares (or of their maximum)
 * @param eps added to denominators
 * @param weightDecay L2 penalty
 * @param momentum of SGD
 * @param gradClip total gradient norm above which gradients are scaled down; 0.25 as in the
 *     original; 0: never
 */
public record OptimizerOptions(
    String name,
    double lr,
    double beta1,
    double beta2,
    double eps,
    double weightDecay,
    double momentum,
    double gradClip) {

  /** The original's default. */
  static final double DEFAULT_LR = 7e-4;

  private static final List<String> NAMES = List.of("Adam", "AdamW", "Adamax", "SGD", "RMSprop");

  public static OptimizerOptions from(Options o) {
    o.onlyKeys(
        "name",
        "lr",
        "betas",
        "eps",
        "weight_decay",
        "momentum",
        "grad_clip",
        "init",
        "init_gain",
        "schedule",
        "lr_scheduler",
        "warmup",
        "gradual_warmup_steps",
        "lr_decay_epochs",
        "lr_decay_rate");
    double lr = o.real("lr", DEFAULT_LR);
    if (!(lr > 0 && Double.isFinite(lr))) {
      throw o.wrong("lr", lr, "a learning rate above 0");
    }
    List<Double> betas = o.has("betas") ? o.reals("betas") : List.of(0.9, 0.999);
    if (betas.size() != 2 || !betas.stream().allMatch(beta -> beta >= 0 && beta < 1)) {
      throw o.wrong("betas", betas, "two numbers from 0 up to, not including, 1");
    }
    String name = o.choice("name", "Adamax", NAMES);
    double momentum = atLeastZero(o, "momentum", 0);
    if (momentum != 0 && !name.equals("SGD")) {
      throw o.wrong("momentum", momentum, "0 with " + name + ", as only SGD has a momentum");
    }
    return new OptimizerOptions(
        name,
        lr,
        betas.get(0),
        betas.get(1),
        atLeastZero(o, "eps", 1e-8),
        atLeastZero(o, "weight_decay", name.equals("AdamW") ? 0.01 : 0),
        momentum,
        atLeastZero(o, "grad_clip", 0.25));
  }

  private static double atLeastZero(Options o, String key, double fallback) {
    double value = o.real(key, fallback);
    if (!(value >= 0)) {
      throw o.wrong(key, value, "a number of at least 0");
    }
    return value;
  }
}
