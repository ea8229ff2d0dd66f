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
        "warmup",
        "gradual_warmup_steps",
        "lr_decay_epochs",
        "lr_decay_rate");
    double lr = o.real("lr", DEFAULT_LR);
    if (!(lr > 0)) {
      throw o.wrong("lr", lr, "a learning rate above 0");
    }
    List<Double> betas = o.has("betas") ? o.reals("betas") : List.of(0.9, 0.999);
    if (betas.size() != 2) {
      throw o.wrong("betas", betas, "two numbers");
    }
    String name = o.choice("name", "Adamax", NAMES);
    return new OptimizerOptions(
        name,
        lr,
        betas.get(0),
        betas.get(1),
        o.real("eps", 1e-8),
        o.real("weight_decay", name.equals("AdamW") ? 0.01 : 0),
        o.real("momentum", 0),
        o.real("grad_clip", 0.25));
  }
}
