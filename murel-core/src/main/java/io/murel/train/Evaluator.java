package io.murel.train;

import io.murel.data.LoadedBatch;
import io.murel.model.VqaNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Runs a network over a split without learning. */
public final class Evaluator {

  private static final Criterion CRITERION = Criterion.crossEntropy();

  private final List<EpochMetric> metrics;
  private final List<TrainListener> listeners;

  public Evaluator(List<EpochMetric> metrics, List<TrainListener> listeners) {
    this.metrics = metrics.stream().filter(m -> m.measures(Phase.EVAL)).toList();
    this.listeners = List.copyOf(listeners);
  }

  /** Evaluates, logging nothing. */
  public EpochReport evaluate(VqaNetwork network, BatchSource source) {
    return evaluate(network, source, -1, source.batches(), Optional.empty(), 1);
  }

  EpochReport evaluate(
      VqaNetwork network,
      BatchSource source,
      int epoch,
      int batches,
      Optional<EpochLog> log,
      double runFraction) {
    network.train(false);
    metrics.forEach(m -> m.begin(Phase.EVAL, epoch));
    EpochProgress progress = new EpochProgress(Phase.EVAL, epoch, source, batches, log, listeners);
    try (BatchSource.Batches epochBatches = source.epoch(epoch)) {
      for (int i = 0; i < batches; i++) {
        try (PointerScope scope = new PointerScope();
            NoGradGuard noGrad = new NoGradGuard()) {
          LoadedBatch loaded = epochBatches.next();
          progress.loaded();
          Tensor logits = network.forward(loaded.batch()); // [B, answers]
          metrics.forEach(m -> m.add(loaded, logits));
          BatchScores scores = scores(logits, loaded.batch().classId());
          progress.done(BatchOutcome.evaluated(loaded.size(), scores, runFraction));
        }
      }
    }
    Map<String, Double> values = new LinkedHashMap<>();
    metrics.forEach(m -> values.putAll(m.end()));
    return progress.end(values);
  }

  private static BatchScores scores(Tensor logits, Tensor classId) {
    return classId == null
        ? BatchScores.UNKNOWN
        : BatchScores.of(CRITERION.loss(logits, classId).item_double(), logits, classId);
  }
}
