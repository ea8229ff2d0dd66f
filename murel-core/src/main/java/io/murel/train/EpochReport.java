package io.murel.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an epoch came to.
 *
 * @param questions questions visited
 * @param seconds how long it took
 * @param values mean loss and accuracies over the batches, then those of the {@link EpochMetric}s,
 *     by name without prefix ("loss", "accuracy_top1" ...)
 */
public record EpochReport(
    Phase phase,
    int epoch,
    String split,
    int questions,
    double seconds,
    Map<String, Double> values) {

  public EpochReport {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
