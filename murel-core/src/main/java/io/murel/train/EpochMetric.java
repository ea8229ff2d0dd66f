package io.murel.train;

import io.murel.data.LoadedBatch;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * A measure that needs the answers of a whole epoch: open-ended accuracy, accuracy by question
 * type.
 */
public interface EpochMetric {

  /** Whether epochs of this kind are measured; by default all are. */
  default boolean measures(Phase phase) {
    return true;
  }

  /** An epoch begins; forget the one before. */
  void begin(Phase phase, int epoch);

  /**
   * A batch was scored.
   *
   * @param logits {@code [B, answers]}, valid during the call
   */
  void add(LoadedBatch batch, Tensor logits);

  /** Whether it logs its values itself; by default they go to logs.json. */
  default boolean keepsOwnLog() {
    return false;
  }

  /**
   * The epoch is over.
   *
   * @return values by name, which saving criteria know as PHASE_epoch.NAME
   */
  Map<String, Double> end();
}
