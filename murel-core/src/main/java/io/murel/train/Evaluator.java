package io.murel.train;

import io.murel.data.LoadedBatch;
import io.murel.model.VqaNetwork;
import io.murel.nn.Device;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Runs a network, or a guess, over a split without learning. */
public final class Evaluator {

  private static final Criterion CRITERION = Criterion.crossEntropy();

  private final List<EpochMetric> metrics;
  private final List<TrainListener> listeners;

  public Evaluator(List<EpochMetric> metrics, List<TrainListener> listeners) {
    this.metrics = List.copyOf(metrics);
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
    AnswerScorer scorer = loaded -> network.forward(loaded.batch());
    Device device = network.device();
    return measure(Phase.EVAL, scorer, device, source, epoch, batches, log, runFraction);
  }

  /**
   * Measures what scores answers without learning by steps.
   *
   * @param device where the batches are wanted
   */
  EpochReport measure(
      Phase phase,
      AnswerScorer scorer,
      Device device,
      BatchSource source,
      int epoch,
      int batches,
      Optional<EpochLog> log,
      double runFraction) {
    EpochMetrics measured = new EpochMetrics(phase, metrics);
    measured.begin(epoch);
    EpochProgress progress = new EpochProgress(phase, epoch, source, batches, log, listeners);
    try (BatchSource.Batches epochBatches = source.epoch(epoch)) {
      for (int i = 0; i < batches; i++) {
        try (PointerScope scope = new PointerScope();
            NoGradGuard noGrad = new NoGradGuard()) {
          LoadedBatch loaded = epochBatches.next().to(device);
          progress.loaded();
          Tensor logits = scorer.logits(loaded); // [B, answers]
          measured.add(loaded, logits);
          BatchScores scores = scores(logits, loaded.batch().classId());
          progress.done(BatchOutcome.evaluated(loaded.size(), scores, runFraction));
        }
      }
    }
    return progress.end(measured.end());
  }

  private static BatchScores scores(Tensor logits, Tensor classId) {
    return classId == null
        ? BatchScores.UNKNOWN
        : BatchScores.of(CRITERION.loss(logits, classId).item_double(), logits, classId);
  }
}
