package io.murel.relation.kernel;

import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Where a max was taken from: an index below N for each number, in as few bytes as it takes. */
public final class Winners {
  private Winners() {}

  /** The type that holds an index of one of {@code regions}. */
  public static ScalarType type(long regions) {
    if (regions <= 1 << 8) {
      return ScalarType.Byte; // unsigned
    }
    return regions <= 1 << 15 ? ScalarType.Short : ScalarType.Int;
  }

  /** Room for the winners of {@code [images, regions, dim]} numbers, beside a tensor. */
  public static Tensor empty(Tensor beside, long images, long regions, long dim) {
    TensorOptions options = beside.options().dtype(new ScalarTypeOptional(type(regions)));
    return torch.empty(new long[] {images, regions, dim}, options, null);
  }
}
