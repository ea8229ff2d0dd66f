package io.murel.train;

import io.murel.options.Options;
import java.util.List;

/**
 * Options of a schedule that lowers the learning rate when a measure no longer improves, below
 * {@code optimizer.lr_scheduler}: names and defaults of PyTorch's ReduceLROnPlateau.
 *
 * @param metric the measure; "loss" is short for "eval_epoch.loss"
 * @param maximize whether more is better ({@code mode: max})
 * @param factor of each reduction, above 0 and below 1
 * @param patience so many epochs in a row without improvement are let pass
 * @param threshold what counts as an improvement: so much better than the best
 * @param relative whether the threshold is a share of the best ({@code threshold_mode: rel})
 * @param cooldown epochs after a reduction in which nothing is counted
 * @param minLr no reduction goes below
 * @param eps smaller reductions are not made
 */
public record PlateauOptions(
    String metric,
    boolean maximize,
    double factor,
    int patience,
    double threshold,
    boolean relative,
    int cooldown,
    double minLr,
    double eps) {

  public static PlateauOptions from(Options o) {
    o.onlyKeys(
        "name",
        "metric",
        "mode",
        "factor",
        "patience",
        "threshold",
        "threshold_mode",
        "cooldown",
        "min_lr",
        "eps");
    o.choice("name", "ReduceLROnPlateau", List.of("ReduceLROnPlateau"));
    double factor = o.real("factor", 0.1);
    if (!(factor > 0 && factor < 1)) {
      throw o.wrong("factor", factor, "a number above 0 and below 1");
    }
    return new PlateauOptions(
        o.string("metric", "eval_epoch.loss"),
        o.choice("mode", "min", List.of("min", "max")).equals("max"),
        factor,
        o.count("patience", 10),
        atLeastZero(o, "threshold", 1e-4),
        o.choice("threshold_mode", "rel", List.of("rel", "abs")).equals("rel"),
        o.count("cooldown", 0),
        atLeastZero(o, "min_lr", 0),
        atLeastZero(o, "eps", 1e-8));
  }

  private static double atLeastZero(Options o, String key, double fallback) {
    double value = o.real(key, fallback);
    if (!(value >= 0)) {
      throw o.wrong(key, value, "a number of at least 0");
    }
    return value;
  }

  /** Whether a value is an improvement. */
  boolean isBetter(double value, double best) {
    return maximize
        ? value > (relative ? best * (1 + threshold) : best + threshold)
        : value < (relative ? best * (1 - threshold) : best - threshold);
  }
}
