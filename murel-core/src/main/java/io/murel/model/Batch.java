package io.murel.model;

import io.murel.nn.Device;
import io.murel.nn.Torch;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/**
 * What a network reads: B questions, each about one image of up to N regions.
 *
 * @param visual region features, {@code [B, N, V]}
 * @param normCoord region boxes x1, y1, x2, y2 as fractions of the image, {@code [B, N, 4]}; or
 *     {@code [1, N, 4]} where all questions are about one image: what its boxes say to each other
 *     is then computed once
 * @param regionMask true for real regions, false for the padding after them, {@code [B, N]} bool;
 *     null: all real
 * @param question word ids, 0 is padding, {@code [B, T]} int64
 * @param lengths words in each question, {@code [B]} int64
 * @param classId the answer to learn, {@code [B]} int64; null where there is none
 */
public record Batch(
    Tensor visual,
    Tensor normCoord,
    Tensor regionMask,
    Tensor question,
    Tensor lengths,
    Tensor classId) {

  /** The batch on a device, copied as far as it does not lie there. */
  public Batch to(Device device) {
    return new Batch(
        device.move(visual),
        device.move(normCoord),
        device.move(regionMask),
        device.move(question),
        device.move(lengths),
        device.move(classId));
  }

  /** Number of questions, B. */
  public long size() {
    return question.size(0);
  }

  /** How many real regions the image of each question has. */
  int[] regionCounts() {
    int[] counts = new int[(int) size()];
    Arrays.fill(counts, (int) visual.size(1));
    if (regionMask != null) {
      long[] real = Torch.longs(regionMask.sum(1)); // [B]
      Arrays.setAll(counts, b -> (int) real[b]);
    }
    return counts;
  }
}
