package io.murel.text;

import io.murel.nn.LazyKernel;
import io.murel.nn.Module;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A GRU whose words and states are dropped out with one mask each a sequence; parameters named as
 * PyTorch's nn.GRUCell names them. The dropped-out state also takes the place of the previous state
 * in the update.
 */
final class DropGru extends Module {

  private final double dropout;
  private final Tensor inputWeight;
  private final Tensor hiddenWeight;
  private final Tensor inputBias;
  private final Tensor hiddenBias;
  private final LazyKernel<RecurrentKernel> kernel = new LazyKernel<>(RecurrentSource.class);

  DropGru(GruWeights weights, double dropout) {
    this.dropout = dropout;
    inputWeight = parameter("weight_ih", weights.inputWeight()); // [3H, E]
    hiddenWeight = parameter("weight_hh", weights.hiddenWeight()); // [3H, H]
    inputBias = parameter("bias_ih", weights.inputBias()); // [3H]
    hiddenBias = parameter("bias_hh", weights.hiddenBias()); // [3H]
  }

  int hiddenDim() {
    return (int) hiddenWeight.size(1);
  }

  /** The masks of a training step for B questions; none outside of training. */
  GruMasks masks(long batch) {
    if (!training() || dropout == 0) {
      return GruMasks.NONE;
    }
    return masks(
        SequenceMask.draw(dropout, inputWeight, batch),
        SequenceMask.draw(dropout, hiddenWeight, batch));
  }

  /**
   * Given masks, the same for all gates.
   *
   * @param input {@code [B, E]}
   * @param hidden {@code [B, H]}
   */
  static GruMasks masks(Tensor input, Tensor hidden) {
    return new GruMasks(List.of(input, input), List.of(hidden, hidden), true);
  }

  /** {@code [W, E] -> [W, H]}. */
  Tensor forward(PackedWords words, Tensor x, GruMasks masks) {
    return PackedGru.states(
        GateGroup.joint(inputWeight, hiddenWeight, inputBias, hiddenBias),
        masks,
        words,
        x,
        kernel.allowed(sequence()));
  }

  @Override
  protected void closeOwn() {
    kernel.close();
  }

  /** Step after step: {@code [B, T, E] -> [B, T, H]}. */
  Tensor original(Tensor x, GruMasks masks) {
    TensorVector steps = new TensorVector();
    Tensor state = torch.zeros(new long[] {x.size(0), hiddenDim()}, x.options()); // [B, H]
    for (Tensor word : x.unbind(1).get()) {
      Tensor seen = masks.input().isEmpty() ? word : word.mul(masks.input().get(0));
      Tensor known = masks.hidden().isEmpty() ? state : state.mul(masks.hidden().get(0));
      state =
          torch.gru_cell(
              seen,
              known,
              inputWeight,
              hiddenWeight,
              new TensorOptional(inputBias),
              new TensorOptional(hiddenBias));
      steps.push_back(state);
    }
    return torch.stack(steps, 1);
  }
}
