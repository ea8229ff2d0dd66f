package io.murel.train;

import io.murel.options.Options;

/**
 * A measure whose best value so far is kept as a checkpoint of its own.
 *
 * @param name of the measure, for instance "eval_epoch.accuracy_top1"; one of the evaluation may go
 *     without its prefix, as "accuracy_top1"
 * @param maximize whether more is better
 */
public record SavingCriterion(String name, boolean maximize) {

  /** Reads "NAME:max" or "NAME:min". */
  static SavingCriterion parse(Options o, String key, String text) {
    int colon = text.lastIndexOf(':');
    String order = text.substring(colon + 1);
    if (colon < 1 || !(order.equals("max") || order.equals("min"))) {
      throw o.wrong(key, text, "the name of a measure and its order, as eval_epoch.loss:min");
    }
    return new SavingCriterion(text.substring(0, colon), order.equals("max"));
  }

  /** Name of the checkpoint that holds the best. */
  public String checkpoint() {
    return "best_" + name;
  }

  /**
   * Whether a value is the best so far.
   *
   * @param best the best before; null: there is none
   */
  boolean isBest(double value, Double best) {
    if (best == null) {
      return !Double.isNaN(value);
    }
    return maximize ? value > best : value < best;
  }
}
