package io.murel.text;

import io.murel.nn.Module;
import org.bytedeco.pytorch.Tensor;

/**
 * A GRU of one layer, with one or two directions; parameters named as PyTorch's nn.GRU names them.
 */
final class Gru extends Module {

  private final Tensor[] forward;
  private final Tensor[] backward;

  /** One direction. */
  Gru(GruWeights weights) {
    this(weights, null);
  }

  /**
   * @param reverse weights of the direction that reads from the end; null for none
   */
  Gru(GruWeights weights, GruWeights reverse) {
    forward = register(weights, "");
    backward = reverse == null ? null : register(reverse, "_reverse");
  }

  private Tensor[] register(GruWeights weights, String suffix) {
    return new Tensor[] {
      parameter("weight_ih_l0" + suffix, weights.inputWeight()), // [3H, E]
      parameter("weight_hh_l0" + suffix, weights.hiddenWeight()), // [3H, H]
      parameter("bias_ih_l0" + suffix, weights.inputBias()), // [3H]
      parameter("bias_hh_l0" + suffix, weights.hiddenBias()) // [3H]
    };
  }

  /** The forward direction alone: {@code [B, T, E] -> [B, T, H]}. */
  Tensor forwardDirection(Tensor x) {
    return GruWeights.run(x, forward);
  }

  /**
   * The weights of the backward direction over {@code x} as it comes: {@code [B, T, E] -> [B, T,
   * H]}.
   */
  Tensor backwardDirection(Tensor x) {
    return GruWeights.run(x, backward);
  }

  /** Every direction there is: {@code [B, T, E] -> [B, T, D * H]}. */
  Tensor steps(Tensor x) {
    if (backward == null) {
      return forwardDirection(x);
    }
    Tensor[] both = new Tensor[8];
    System.arraycopy(forward, 0, both, 0, 4);
    System.arraycopy(backward, 0, both, 4, 4);
    return GruWeights.run(x, both);
  }

  /** H of one direction. */
  int hiddenDim() {
    return (int) forward[1].size(1);
  }
}
