package io.murel.text;

import io.murel.nn.Init;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Initial weights of one direction of a GRU in PyTorch's layout: the rows of the reset gate r, the
 * update gate i and the candidate n below one another.
 *
 * @param inputWeight {@code [3H, E]}
 * @param hiddenWeight {@code [3H, H]}
 * @param inputBias {@code [3H]}
 * @param hiddenBias {@code [3H]}
 */
record GruWeights(Tensor inputWeight, Tensor hiddenWeight, Tensor inputBias, Tensor hiddenBias) {

  /** PyTorch's default: everything uniform within {@code 1 / sqrt(H)}. */
  static GruWeights random(int inputDim, int hiddenDim) {
    double bound = 1 / Math.sqrt(hiddenDim);
    long gates = 3L * hiddenDim;
    return new GruWeights(
        Init.uniform(bound, gates, inputDim),
        Init.uniform(bound, gates, hiddenDim),
        Init.uniform(bound, gates),
        Init.uniform(bound, gates));
  }

  int inputDim() {
    return (int) inputWeight.size(1);
  }

  int hiddenDim() {
    return (int) hiddenWeight.size(1);
  }

  /**
   * libtorch's own GRU over whole sequences; its input projections are one matrix product.
   *
   * @param x {@code [B, T, E]}
   * @return {@code [B, T, H]}, for two directions {@code [B, T, 2H]}
   */
  static Tensor run(Tensor x, Tensor... parameters) {
    int directions = parameters.length / 4;
    long hidden = parameters[1].size(1);
    Tensor start =
        torch.zeros(new long[] {directions, x.size(0), hidden}, x.options()); // [D, B, H]
    boolean bidirectional = directions == 2;
    return torch
        .gru(x, start, new TensorVector(parameters), true, 1, 0, false, bidirectional, true)
        .get0();
  }
}
