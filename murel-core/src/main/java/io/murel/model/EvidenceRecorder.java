package io.murel.model;

import io.murel.nn.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Records the {@link Evidence} for every question of one batch. It costs one classifier for each
 * region; the regions are not related again.
 */
public final class EvidenceRecorder implements StepObserver {

  private final int[] regionCounts;
  private final List<Evidence> evidence = new ArrayList<>();

  public EvidenceRecorder(Batch batch) {
    regionCounts = batch.regionCounts();
  }

  @Override
  public void classified(Tensor logits, Supplier<Tensor> without) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      float[] with = Torch.floats(logits);
      float[] each = Torch.floats(without.get()); // [B, N, answers]
      int answers = (int) logits.size(1);
      int image = each.length / regionCounts.length;
      for (int b = 0; b < regionCounts.length; b++) {
        evidence.add(
            new Evidence(
                Arrays.copyOfRange(with, b * answers, (b + 1) * answers),
                Arrays.copyOfRange(each, b * image, b * image + regionCounts[b] * answers)));
      }
    }
  }

  /** That of each question, in the order of the batch; empty if the network gives none. */
  public List<Evidence> evidence() {
    return List.copyOf(evidence);
  }
}
