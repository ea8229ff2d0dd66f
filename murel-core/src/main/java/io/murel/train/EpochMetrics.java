package io.murel.train;

import io.murel.data.LoadedBatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** The metrics that measure epochs of one kind, as one. */
final class EpochMetrics {

  private final Phase phase;
  private final List<EpochMetric> metrics;

  EpochMetrics(Phase phase, List<EpochMetric> metrics) {
    this.phase = phase;
    this.metrics = metrics.stream().filter(m -> m.measures(phase)).toList();
  }

  /**
   * The values of an epoch.
   *
   * @param logged those for logs.json
   * @param elsewhere those that their metrics logged themselves
   */
  record Values(Map<String, Double> logged, Map<String, Double> elsewhere) {}

  void begin(int epoch) {
    metrics.forEach(m -> m.begin(phase, epoch));
  }

  void add(LoadedBatch batch, Tensor logits) {
    metrics.forEach(m -> m.add(batch, logits));
  }

  Values end() {
    Map<String, Double> logged = new LinkedHashMap<>();
    Map<String, Double> elsewhere = new LinkedHashMap<>();
    metrics.forEach(m -> (m.keepsOwnLog() ? elsewhere : logged).putAll(m.end()));
    return new Values(logged, elsewhere);
  }
}
