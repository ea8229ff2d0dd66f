package io.murel.model;

import io.murel.nn.Torch;
import io.murel.relation.Aggregation;
import io.murel.relation.Related;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Records a {@link Trace} for every question of one batch. */
public final class TraceRecorder implements StepObserver {

  private final Tensor mask;
  private final int[] regionCounts;
  private final List<List<Trace.Step>> steps = new ArrayList<>();

  public TraceRecorder(Batch batch) {
    mask = batch.regionMask();
    regionCounts = batch.regionCounts();
    for (int b = 0; b < regionCounts.length; b++) {
      steps.add(new ArrayList<>());
    }
  }

  @Override
  public void step(int step, Related related) {
    try (PointerScope scope = new PointerScope()) {
      Tensor realRegions = mask == null ? null : mask.unsqueeze(-1); // [B, N, 1]
      Tensor winners = Aggregation.MAX.over(related.regions(), realRegions).winners(); // [B, D]
      long[] regionOf = Torch.longs(winners);
      long[] partnerOf = related.partners() == null ? null : Torch.longs(related.partners());
      int dim = (int) winners.size(1);
      int padded = (int) related.regions().size(1);
      for (int b = 0; b < regionCounts.length; b++) {
        int n = regionCounts[b];
        float[][] partners = new float[partnerOf == null ? 0 : n][];
        for (int i = 0; i < partners.length; i++) {
          partners[i] = shares(partnerOf, (b * padded + i) * dim, dim, n);
        }
        steps.get(b).add(new Trace.Step(shares(regionOf, b * dim, dim, n), partners));
      }
    }
  }

  @Override
  public void attention(Tensor weights) {
    try (PointerScope scope = new PointerScope()) {
      float[] mean = Torch.floats(weights.mean(-1)); // [B, N], over the glimpses
      int padded = (int) weights.size(1);
      for (int b = 0; b < regionCounts.length; b++) {
        float[] own = new float[regionCounts[b]];
        System.arraycopy(mean, b * padded, own, 0, own.length);
        steps.get(b).add(new Trace.Step(own, new float[0][]));
      }
    }
  }

  /** The trace of each question, in the order of the batch. */
  public List<Trace> traces() {
    return steps.stream().map(Trace::new).toList();
  }

  /** How often each of n indices occurs among {@code count} entries, as a share. */
  private static float[] shares(long[] indices, int start, int count, int n) {
    int[] counts = new int[n];
    for (int k = start; k < start + count; k++) {
      counts[(int) indices[k]]++;
    }
    float[] shares = new float[n];
    for (int i = 0; i < n; i++) {
      shares[i] = (float) counts[i] / count;
    }
    return shares;
  }
}
