package io.murel.train;

import java.util.LinkedHashMap;
import java.util.Map;

/** Means over the batches of an epoch (each batch weighs the same, as in the original). */
final class EpochMeans {

  private double loss;
  private double accuracyTop1;
  private double accuracyTop5;
  private int batches;

  void add(BatchScores scores) {
    loss += scores.loss();
    accuracyTop1 += scores.accuracyTop1();
    accuracyTop5 += scores.accuracyTop5();
    batches++;
  }

  double loss() {
    return loss / batches;
  }

  double accuracyTop1() {
    return accuracyTop1 / batches;
  }

  /** Under the original's names; empty where no batch had known answers. */
  Map<String, Double> values() {
    Map<String, Double> out = new LinkedHashMap<>();
    if (batches > 0) {
      out.put("loss", loss());
      out.put("accuracy_top1", accuracyTop1());
      out.put("accuracy_top5", accuracyTop5 / batches);
    }
    return out;
  }
}
