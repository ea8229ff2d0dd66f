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

  /**
   * Both directions over all places; what comes after the last word matters to the backward one.
   */
  @Override
  public Tensor steps(Tensor question, Tensor lengths) {
    return super.steps(question, null);
  }

  @Override
  Tensor recurrent(PackedWords words, Tensor embedded) {
    Tensor forward = rnn.forwardDirection(words, embedded); // [W, H / 2]
    Tensor reversed = words.pack(words.unpack(embedded).flip(1)); // [W, E]
    Tensor backward = words.unpack(rnn.backwardDirection(words, reversed)); // [B, T, H / 2]
    return torch.cat(new TensorVector(forward, words.pack(backward.flip(1))), 1);
  }

  @Override
  Tensor original(Tensor embedded) {
    return rnn.original(embedded);
  }

  /** The last states of both directions over the words alone. */
  @Override
  public Tensor forward(Tensor question, Tensor lengths) {
    PackedWords words = PackedWords.of(question, lengths);
    Tensor forward = rnn.forwardDirection(words, embedded(question, words)); // [W, H / 2]
    Tensor reversed = Sequences.reverse(question.unsqueeze(2), lengths).squeeze(2); // [B, T]
    Tensor backward = rnn.backwardDirection(words, embedded(reversed, words)); // [W, H / 2]
    Tensor both = words.unpack(torch.cat(new TensorVector(forward, backward), 1));
    return Sequences.selectLast(both, lengths);
  }

  @Override
  public int outputDim() {
    return 2 * rnn.hiddenDim();
  }
}
