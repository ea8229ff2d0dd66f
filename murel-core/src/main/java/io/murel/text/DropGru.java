package io.murel.text;

import io.murel.nn.Module;
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

  /** {@code [B, T, E] -> [B, T, H]}. */
  Tensor forward(Tensor x) {
    if (!training() || dropout == 0) {
      return GruWeights.run(x, inputWeight, hiddenWeight, inputBias, hiddenBias);
    }
    return forward(
        x,
        SequenceMask.draw(dropout, x, x.size(2)),
        SequenceMask.draw(dropout, x, hiddenWeight.size(1)));
  }

  /**
   * With given masks.
   *
   * @param x {@code [B, T, E]}
   * @param inputMask {@code [B, E]}
   * @param hiddenMask {@code [B, H]}
   * @return {@code [B, T, H]}
   */
  Tensor forward(Tensor x, Tensor inputMask, Tensor hiddenMask) {
    long hidden = hiddenWeight.size(1);
    Tensor masked = x.mul(inputMask.unsqueeze(1)); // [B, T, E]
    Tensor projected =
        torch.linear(masked, inputWeight, new TensorOptional(inputBias)); // [B, T, 3H]
    TensorVector inputs = projected.unbind(1);
    TensorVector steps = new TensorVector();
    Tensor state = torch.zeros(new long[] {x.size(0), hidden}, x.options()); // [B, H]
    for (long t = 0; t < x.size(1); t++) {
      state = state.mul(hiddenMask);
      Tensor recurrent =
          torch.linear(state, hiddenWeight, new TensorOptional(hiddenBias)); // [B, 3H]
      state = GruStep.next(inputs.get(t), recurrent, state);
      steps.push_back(state);
    }
    return torch.stack(steps, 1);
  }
}
