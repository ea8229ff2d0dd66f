package io.murel.text;

import org.bytedeco.pytorch.Tensor;

/**
 * The uni-directional skip-thoughts encoder (Kiros et al., Skip-Thought Vectors, 2015): a GRU over
 * word vectors.
 */
public final class UniSkip extends RecurrentEncoder {

  private final Gru rnn;

  UniSkip(SkipThoughtsWeights weights, boolean fixedEmbedding) {
    super(new WordEmbedding(weights.words(), fixedEmbedding));
    rnn = add("rnn", new Gru(weights.forward()));
  }

  @Override
  Tensor recurrent(PackedWords words, Tensor embedded) {
    return rnn.forwardDirection(words, embedded);
  }

  @Override
  Tensor original(Tensor embedded) {
    return rnn.original(embedded);
  }

  @Override
  public int outputDim() {
    return rnn.hiddenDim();
  }
}
