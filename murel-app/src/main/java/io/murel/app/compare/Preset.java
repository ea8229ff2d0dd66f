package io.murel.app.compare;

import java.util.List;
import java.util.Optional;

/**
 * Which metrics to compare, and what chooses the epoch; those of the original's scripts.
 *
 * @param word on the command line; empty: none is needed
 * @param metrics one table each
 * @param best the metric whose best epoch all tables show; empty: each metric's own best
 */
public record Preset(String word, List<Metric> metrics, Optional<Metric> best) {

  private static final Metric ACCURACY = max("logs", "accuracy_top1");
  private static final Metric LOSS = new Metric("logs", "eval_epoch.loss", false);

  /** For any run. */
  public static final Preset ANY =
      new Preset("", List.of(ACCURACY, max("logs", "accuracy_top5"), LOSS), Optional.of(ACCURACY));

  /** VQA 2 and VQA-CP 2, with the open-ended accuracy. */
  public static final Preset VQA_VAL =
      new Preset(
          "vqa-val", List.of(ACCURACY, max("logs_val_oe", "overall"), LOSS), Optional.of(ACCURACY));

  /** TDIUC, with the means over question types. */
  public static final Preset TDIUC_VAL =
      new Preset(
          "tdiuc-val",
          List.of(
              ACCURACY,
              max("logs", "tdiuc.acc_mpt_a"),
              max("logs", "tdiuc.acc_mpt_h"),
              max("logs", "tdiuc.acc_mpt_a_norm"),
              max("logs", "tdiuc.acc_mpt_h_norm"),
              LOSS),
          Optional.of(ACCURACY));

  /** TDIUC, for runs evaluated on the test split with {@code misc.logs_name: test}. */
  public static final Preset TDIUC_TEST =
      new Preset(
          "tdiuc-test",
          List.of(
              max("logs_test", "accuracy_top1"),
              max("logs_test", "tdiuc.acc_mpt_a"),
              max("logs_test", "tdiuc.acc_mpt_h"),
              max("logs_test", "tdiuc.acc_mpt_a_norm"),
              max("logs_test", "tdiuc.acc_mpt_h_norm")),
          Optional.empty());

  /** Those that have a word. */
  public static final List<Preset> NAMED = List.of(VQA_VAL, TDIUC_VAL, TDIUC_TEST);

  private static Metric max(String log, String name) {
    return new Metric(log, "eval_epoch." + name, true);
  }
}
