package io.murel.relation;

import io.murel.options.Options;
import java.util.List;
import java.util.Locale;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;

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

  /** Selects, never multiplies: an infinite or NaN value behind the mask must not leak. */
  private static Tensor filled(Tensor x, Tensor mask, float value) {
    return mask == null ? x : x.masked_fill(mask.logical_not(), new Scalar(value));
  }
}
