package io.murel.fusion;

import io.murel.nn.CustomFunction;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Where two projected inputs of BLOCK meet, row by row:
 *
 * <pre>
 *   z_c = norm(sum_r (M0_{c,r} x0_c) * (M1_{c,r} x1_c))
 * </pre>
 *
 * A row has {@code rank} times as many factors {@code M x} as {@code z} has elements: 181 MB a side
 * for 84 images of 36 regions. A {@link MeetingKernel} never has all of them in memory, and
 * computes them again for the gradient, which takes no longer than writing and reading them.
 *
 * @param left x0 with its masks
 * @param right x1 with its masks
 * @param parts the chunks, equal neighbours together
 * @param rank of each chunk's tensor
 * @param normalize whether {@code norm} is the signed square root and unit length of each chunk;
 *     else there is none
 */
public record RowMeeting(
    ProjectedRows left, ProjectedRows right, List<Part> parts, int rank, boolean normalize) {

  /** Norms of a chunk below this count as this. */
  public static final double SMALLEST_NORM = 1e-12;

  /**
   * Chunks of one size and their maps with the bias as last column, for inputs followed by a 1.
   *
   * @param run which chunks
   * @param leftMap M0, {@code [count, rank * size, size + 1]}
   * @param rightMap M1, likewise
   */
  public record Part(Chunks.Run run, Tensor leftMap, Tensor rightMap) {}

  /**
   * What a kernel computes.
   *
   * @param z {@code [rows, mm]}
   * @param norms for each part the lengths before they were made 1, {@code [count, rows, 1]}
   */
  public record Result(Tensor z, List<Tensor> norms) {}

  /**
   * Room for the gradients; a null is not wanted.
   *
   * @param left of x0, {@code [rows / repeat, mm]}
   * @param right of x1
   * @param leftMaps of each part's M0, zeros
   * @param rightMaps of each part's M1, zeros
   */
  public record Gradients(
      Tensor left, Tensor right, List<Tensor> leftMaps, List<Tensor> rightMaps) {}

  /** Number of rows. */
  public long rows() {
    return left.rows();
  }

  /**
   * @return z, {@code [rows, mm]}, with its gradient
   */
  Tensor compute(MeetingKernel kernel) {
    Tensor like = left.projected();
    Result result;
    try (NoGradGuard noGrad = new NoGradGuard()) {
      List<Tensor> norms = new ArrayList<>();
      for (Part part : parts) {
        long[] shape = {part.run.count(), rows(), 1};
        norms.add(torch.empty(shape, like.options(), null));
      }
      result =
          new Result(torch.empty(new long[] {rows(), like.size(1)}, like.options(), null), norms);
      kernel.forward(this, result);
    }
    List<Tensor> inputs = new ArrayList<>(List.of(left.projected(), right.projected()));
    parts.forEach(part -> inputs.addAll(List.of(part.leftMap, part.rightMap)));
    return CustomFunction.apply(
        result.z, inputs.toArray(Tensor[]::new), upstream -> gradients(kernel, result, upstream));
  }

  private Tensor[] gradients(MeetingKernel kernel, Result result, Tensor upstream) {
    List<Tensor> all = new ArrayList<>();
    for (ProjectedRows side : List.of(left, right)) {
      Tensor projected = side.projected();
      all.add(projected.requires_grad() ? torch.empty_like(projected) : null);
    }
    List<Tensor> leftMaps = new ArrayList<>();
    List<Tensor> rightMaps = new ArrayList<>();
    for (Part part : parts) {
      leftMaps.add(torch.zeros_like(part.leftMap));
      rightMaps.add(torch.zeros_like(part.rightMap));
      all.add(leftMaps.get(leftMaps.size() - 1));
      all.add(rightMaps.get(rightMaps.size() - 1));
    }
    Gradients gradients = new Gradients(all.get(0), all.get(1), leftMaps, rightMaps);
    kernel.backward(this, result, upstream.contiguous(), gradients);
    return all.toArray(Tensor[]::new);
  }
}
