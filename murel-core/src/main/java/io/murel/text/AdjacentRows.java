package io.murel.text;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Several matrices below one another, without a copy where they already lie so in memory. */
final class AdjacentRows {
  private AdjacentRows() {}

  /**
   * One tensor of all rows. It may share the memory of the parts; gradients do not pass through.
   *
   * @param parts of equal shape, {@code [rows, ...]}
   * @return {@code [parts * rows, ...]}
   */
  static Tensor join(Tensor[] parts) {
    for (int i = 1; i < parts.length; i++) {
      if (!follows(parts[i - 1], parts[i])) {
        return torch.cat(new TensorVector(parts), 0).detach();
      }
    }
    long[] shape = parts[0].shape().clone();
    shape[0] *= parts.length;
    return parts[0].detach().as_strided(shape, strides(shape));
  }

  private static boolean follows(Tensor first, Tensor second) {
    return first.is_alias_of(second)
        && first.is_contiguous()
        && second.is_contiguous()
        && Arrays.equals(first.shape(), second.shape())
        && first.storage_offset() + first.numel() == second.storage_offset();
  }

  private static long[] strides(long[] shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      strides[d] = stride;
      stride *= shape[d];
    }
    return strides;
  }
}
