package io.murel.model;

import io.murel.fusion.Fusion;
import io.murel.fusion.Fusions;
import io.murel.nn.Linear;
import io.murel.nn.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Top-down attention: the question weighs the regions, once for each glimpse (BLOCK, section 4).
 */
public final class Attention extends Module {

  /** Avoids dividing by zero where all weight was on one region. */
  private static final double LEAST_SUM = 1e-30;

  private final Fusion fusion;
  private final Linear linear0;
  private final Linear linear1;

  public Attention(AttentionOptions options) {
    fusion = add("fusion", Fusions.create(options.fusion()));
    boolean mlp = options.mlpGlimpses() > 0;
    linear0 = mlp ? add("linear0", new Linear(fusion.outputDim(), options.mlpDim())) : null;
    linear1 = mlp ? add("linear1", new Linear(options.mlpDim(), options.mlpGlimpses())) : null;
  }

  /**
   * The weight of each region in each glimpse; they sum to 1 over the regions.
   *
   * @param question {@code [B, Q]}
   * @param regions {@code [B, N, V]}
   * @param mask true for real regions, {@code [B, N]}; null: all real
   * @return {@code [B, N, glimpses]}
   */
  public Tensor weights(Tensor question, Tensor regions, Tensor mask) {
    Tensor scores = fusion.forward(question.unsqueeze(1), regions); // [B, N, fused]
    if (linear0 != null) {
      scores = linear1.forward(linear0.forward(scores).relu()); // [B, N, glimpses]
    }
    if (mask != null) {
      Tensor padding = mask.logical_not().unsqueeze(-1); // [B, N, 1]
      scores = scores.masked_fill(padding, new Scalar(Float.NEGATIVE_INFINITY));
    }
    return scores.softmax(1);
  }

  /** Numbers that are in memory for each region until the step is over, at least. */
  long numbersOfRow() {
    return fusion.numbersOfRow(asOriginal());
  }

  /** The weighted sums of the regions, glimpse after glimpse: {@code [B, glimpses * V]}. */
  public static Tensor attend(Tensor weights, Tensor regions) {
    return weights.transpose(1, 2).bmm(regions).flatten(1, 2); // [B, G, V] -> [B, G * V]
  }

  /**
   * What {@link #attend} gives without one of the regions, for each of them: the weights of the
   * others grow until they sum to 1 again. Zeros where none is left.
   *
   * @param weights {@code [B, N, G]}
   * @param regions {@code [B, N, V]}
   * @return {@code [B, N, G * V]}
   */
  static Tensor withoutEach(Tensor weights, Tensor regions) {
    long b = weights.size(0);
    long n = weights.size(1);
    Tensor itself = torch.eye(n, weights.options()).unsqueeze(0).unsqueeze(-1); // [1, N, N, 1]
    Tensor others = weights.unsqueeze(1).mul(itself.sub(new Scalar(1)).neg()); // [B, N, N, G]
    Tensor sums = others.sum(2).unsqueeze(2).clamp_min(new Scalar(LEAST_SUM)); // [B, N, 1, G]
    Tensor rows = others.div(sums).transpose(2, 3).reshape(b, -1, n); // [B, N * G, N]
    return rows.bmm(regions).view(b, n, -1);
  }
}
