package io.murel.relation;

import io.murel.nn.Torch;
import io.murel.options.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Options of small relations, regions to try them on. */
final class SmallRelations {
  private SmallRelations() {}

  static final int B = 2;
  static final int N = 4;
  static final int D = 6;
  static final int Q = 3;

  /** A smooth fusion: its differences are not spoilt by square roots near 0. */
  static Map<String, Object> mutan(int in0, int in1, int out) {
    return Map.of(
        "type",
        "mutan",
        "input_dims",
        List.of(in0, in1),
        "output_dim",
        out,
        "mm_dim",
        5,
        "rank",
        2);
  }

  /** Both fusions, for regions of {@link #D} numbers; more as key, value, key, value, ... */
  static Map<String, Object> pairwise(Object... more) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("fusion_coord", mutan(4, 4, D));
    values.put("fusion_feat", mutan(D, D, D));
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    return values;
  }

  static PairwiseOptions pairwiseOptions(Object... more) {
    return PairwiseOptions.from(Options.of(pairwise(more)));
  }

  static MurelCellOptions cell(Object... more) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("fusion", mutan(Q, D, D));
    values.put("pairwise", pairwise());
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    return MurelCellOptions.from(Options.of(values));
  }

  /** {@code [B, N, D]}, standard normal. */
  static Tensor regions() {
    return torch.randn(B, N, D);
  }

  /** {@code [B, N, 4]} in the unit square. */
  static Tensor boxes() {
    return torch.rand(B, N, 4);
  }

  /** {@code [counts, N]}: so many real regions in each image. */
  static Tensor mask(int... counts) {
    float[] real = new float[counts.length * N];
    for (int b = 0; b < counts.length; b++) {
      for (int i = 0; i < counts[b]; i++) {
        real[b * N + i] = 1;
      }
    }
    return Torch.tensor(real, counts.length, N).to(ScalarType.Bool);
  }
}
