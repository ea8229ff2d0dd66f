package io.murel.app.run;

import io.murel.options.Options;
import java.util.List;

/**
 * The options below {@code model.metric}.
 *
 * @param name {@code vqa_accuracies}; {@code vqa_accuracy} measures top-1 and top-5 alone
 * @param openEnded whether the open-ended accuracy is measured; null: where annotators disagree
 * @param tdiuc whether the measures of TDIUC are; null: on the original's data sets
 * @param plainText whether the open-ended accuracy is also measured without normalising texts
 * @param keepResults whether the answers to the splits trained and evaluated on are kept; those to
 *     the test split are always
 */
record MetricOptions(
    String name, Boolean openEnded, Boolean tdiuc, boolean plainText, boolean keepResults) {

  private static final String ALL = "vqa_accuracies";

  static MetricOptions from(Options o) {
    o.onlyKeys("name", "open_ended", "tdiuc", "plain_text", "keep_results");
    return new MetricOptions(
        o.choice("name", ALL, List.of(ALL, "vqa_accuracy")),
        o.has("open_ended") ? o.bool("open_ended", false) : null,
        o.has("tdiuc") ? o.bool("tdiuc", false) : null,
        o.bool("plain_text", false),
        o.bool("keep_results", false));
  }

  /** Whether more than top-1 and top-5 is wanted. */
  boolean all() {
    return name.equals(ALL);
  }
}
