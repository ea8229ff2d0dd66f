package io.murel.text;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The arithmetic of one GRU step, after its two projections. */
final class GruStep {
  private GruStep() {}

  /**
   * {@code r, i = sigmoid(input + recurrent); n = tanh(input + r * recurrent); h = n + i (previous
   * - n)}.
   *
   * @param input gates r, i, n from the word, {@code [B, 3H]}
   * @param recurrent gates r, i, n from the state, {@code [B, 3H]}
   * @param previous the state before, {@code [B, H]}
   * @return the state after, {@code [B, H]}
   */
  static Tensor next(Tensor input, Tensor recurrent, Tensor previous) {
    long hidden = previous.size(1);
    Tensor resetAndUpdate = // [B, 2H]
        input.narrow(1, 0, 2 * hidden).add(recurrent.narrow(1, 0, 2 * hidden)).sigmoid();
    Tensor reset = resetAndUpdate.narrow(1, 0, hidden);
    Tensor update = resetAndUpdate.narrow(1, hidden, hidden);
    Tensor candidate = // [B, H]
        torch
            .addcmul(
                input.narrow(1, 2 * hidden, hidden), reset, recurrent.narrow(1, 2 * hidden, hidden))
            .tanh();
    return torch.lerp(candidate, previous, update);
  }
}
