package io.murel.relation;

import io.murel.options.Options;
import java.util.List;
import java.util.Locale;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * How a set of vectors becomes one: over all partners of a region (paper, eq. 9) or over all
 * regions (section 3.3). Padding never counts.
 */
public enum Aggregation {
  MAX,
  MEAN,
  SUM;

  /** Reads {@code agg: {type: max}}. */
  public static Aggregation from(Options agg) {
    agg.onlyKeys("type");
    return valueOf(
        agg.choice("type", "max", List.of("max", "mean", "sum")).toUpperCase(Locale.ROOT));
  }

  /**
   * What an aggregation gives: values {@code [..., D]} and, for MAX alone, the winners' indices.
   */
  public record Aggregated(Tensor values, Tensor winners) {}

  /**
   * Aggregates over the last but one dimension.
   *
   * @param x {@code [..., N, D]}
   * @param mask true where the vector is real, broadcastable to {@code [..., N, 1]}; null: all real
   */
  public Aggregated over(Tensor x, Tensor mask) {
    return switch (this) {
      case MAX -> {
        T_TensorTensor_T max = filled(x, mask, Float.NEGATIVE_INFINITY).max(-2, false);
        yield new Aggregated(max.get0(), max.get1()); // [..., D] each
      }
      case SUM -> new Aggregated(filled(x, mask, 0).sum(-2), null);
      case MEAN -> {
        if (mask == null) {
          yield new Aggregated(x.mean(-2), null);
        }
        Tensor count = mask.sum(-2).to(x.scalar_type()); // [..., 1]
        yield new Aggregated(filled(x, mask, 0).sum(-2).div(count), null);
      }
    };
  }

  /**
   * The values of {@link #over} without one of the vectors, for each of them; zeros where none is
   * left.
   *
   * @param x {@code [B, N, D]}
   * @param mask true where the vector is real, {@code [B, N, 1]}; null: all real
   * @return {@code [B, N, D]}: entry i is what the others give
   */
  public Tensor withoutEach(Tensor x, Tensor mask) {
    return switch (this) {
      case MAX -> maxWithoutEach(filled(x, mask, Float.NEGATIVE_INFINITY));
      case SUM -> sumWithoutEach(filled(x, mask, 0));
      case MEAN -> {
        Tensor others = sumWithoutEach(filled(x, mask, 0));
        if (mask == null) {
          yield others.div(new Scalar(Math.max(1, x.size(1) - 1)));
        }
        Tensor count =
            mask.sum(1).unsqueeze(1).sub(new Scalar(1)).clamp_min(new Scalar(1)); // [B, 1, 1]
        yield others.div(count.to(x.scalar_type()));
      }
    };
  }

  private static Tensor sumWithoutEach(Tensor x) {
    return x.sum(1).unsqueeze(1).sub(x);
  }

  /** The second best where the vector has won, else the best. */
  private static Tensor maxWithoutEach(Tensor x) {
    if (x.size(1) == 1) {
      return torch.zeros_like(x);
    }
    T_TensorTensor_T two = x.topk(2, 1, true, true); // [B, 2, D] each
    Tensor each = torch.arange(new Scalar(x.size(1)), new TensorOptions(x.device())).view(1, -1, 1);
    Tensor won = two.get1().narrow(1, 0, 1).eq(each); // [B, N, D]
    Tensor best = two.get0().narrow(1, 0, 1); // [B, 1, D]
    Tensor others = torch.where(won, two.get0().narrow(1, 1, 1), best);
    return others.masked_fill(others.isneginf(), new Scalar(0));
  }

  /** Selects, never multiplies: an infinite or NaN value behind the mask must not leak. */
  private static Tensor filled(Tensor x, Tensor mask, float value) {
    return mask == null ? x : x.masked_fill(mask.logical_not(), new Scalar(value));
  }
}
