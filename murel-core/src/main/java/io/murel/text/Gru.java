package io.murel.text;

import io.murel.nn.LazyKernel;
import io.murel.nn.Module;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A GRU of one layer, with one or two directions; parameters named as PyTorch's nn.GRU names them.
 */
final class Gru extends Module {

  private final Tensor[] forward;
  private final Tensor[] backward;
  private final LazyKernel<RecurrentKernel> forwardKernel = new LazyKernel<>(RecurrentSource.class);
  private final LazyKernel<RecurrentKernel> backwardKernel =
      new LazyKernel<>(RecurrentSource.class);

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

  /** The forward direction: {@code [W, E] -> [W, H]}. */
  Tensor forwardDirection(PackedWords words, Tensor x) {
    return run(forward, words, x, forwardKernel);
  }

  /** The weights of the backward direction over {@code x} as it comes: {@code [W, E] -> [W, H]}. */
  Tensor backwardDirection(PackedWords words, Tensor x) {
    return run(backward, words, x, backwardKernel);
  }

  private Tensor run(Tensor[] p, PackedWords words, Tensor x, LazyKernel<RecurrentKernel> kernel) {
    List<GateGroup> groups = GateGroup.joint(p[0], p[1], p[2], p[3]);
    return PackedGru.states(groups, GruMasks.NONE, words, x, kernel.allowed(sequence()));
  }

  /** libtorch's own, every direction there is: {@code [B, T, E] -> [B, T, D * H]}. */
  Tensor original(Tensor x) {
    if (backward == null) {
      return GruWeights.run(x, forward);
    }
    Tensor[] both = new Tensor[8];
    System.arraycopy(forward, 0, both, 0, 4);
    System.arraycopy(backward, 0, both, 4, 4);
    return GruWeights.run(x, both);
  }

  @Override
  protected void closeOwn() {
    forwardKernel.close();
    backwardKernel.close();
  }

  /** H of one direction. */
  int hiddenDim() {
    return (int) forward[1].size(1);
  }
}
