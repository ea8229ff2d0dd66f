package io.murel.app.compare;

import io.murel.BadInputException;
import java.util.List;

/**
 * A list of a log and which of its values are the best.
 *
 * @param log name of the log without ".json", for instance "logs_val_oe"
 * @param name of the list, for instance "eval_epoch.overall"
 * @param maximize whether more is better
 */
public record Metric(String log, String name, boolean maximize) {

  /**
   * Reads what the command line gives.
   *
   * @param order "max" or "min"
   * @throws BadInputException for any other order
   */
  public static Metric of(String log, String name, String order) {
    if (!List.of("max", "min").contains(order)) {
      throw BadInputException.at("the metric " + log + " " + name)
          .found("the order '" + order + "'")
          .expected("max or min")
          .remedy("For example: logs eval_epoch.loss min.");
    }
    return new Metric(log.replaceFirst("\\.json$", ""), name, order.equals("max"));
  }

  /** The list that holds the epoch of each value. */
  String epochs() {
    return name.contains("train") ? "train_epoch.epoch" : "eval_epoch.epoch";
  }

  /** "max" or "min". */
  public String order() {
    return maximize ? "max" : "min";
  }

  @Override
  public String toString() {
    return log + " " + name;
  }
}
