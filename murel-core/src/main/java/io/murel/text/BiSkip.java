package io.murel.text;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The bi-directional skip-thoughts encoder: two GRUs of half the width, one reading from the front
 * and one from the end.
 *
 * <p>{@link #steps} runs the second one over the padding as well, {@link #forward} starts it at the
 * last word; the original does both.
 */
public final class BiSkip extends RecurrentEncoder {

  private final Gru rnn;

  BiSkip(SkipThoughtsWeights weights, boolean fixedEmbedding) {
    super(new WordEmbedding(weights.words(), fixedEmbedding));
    rnn = add("rnn", new Gru(weights.forward(), weights.backward()));
  }

  @Override
  Tensor recurrent(Tensor embedded) {
    return rnn.steps(embedded);
  }

  /** The last states of both directions over the words alone. */
  @Override
  public Tensor forward(Tensor question, Tensor lengths) {
    Tensor words = embedded(question); // [B, T, E]
    Tensor forward = Sequences.selectLast(rnn.forwardDirection(words), lengths); // [B, H / 2]
    Tensor reversed = Sequences.reverse(words, lengths); // [B, T, E]
    Tensor backward = Sequences.selectLast(rnn.backwardDirection(reversed), lengths); // [B, H / 2]
    return torch.cat(new TensorVector(forward, backward), 1);
  }

  @Override
  public int outputDim() {
    return 2 * rnn.hiddenDim();
  }
}
