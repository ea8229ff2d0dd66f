package io.murel.text;

import org.bytedeco.pytorch.Tensor;

/** {@link UniSkip} with one dropout mask a sequence on its words and one on its states. */
public final class DropUniSkip extends RecurrentEncoder {

  private final DropGru rnn;

  DropUniSkip(SkipThoughtsWeights weights, boolean fixedEmbedding, double dropout) {
    super(new WordEmbedding(weights.words(), fixedEmbedding));
    rnn = add("rnn", new DropGru(weights.forward(), dropout));
  }

  @Override
  Tensor recurrent(PackedWords words, Tensor embedded) {
    return rnn.forward(words, embedded, rnn.masks(words.batch()));
  }

  @Override
  Tensor original(Tensor embedded) {
    return rnn.original(embedded, rnn.masks(embedded.size(0)));
  }

  /** The steps with given masks. */
  Tensor steps(Tensor question, Tensor lengths, GruMasks masks) {
    if (asOriginal()) {
      return rnn.original(embedded(question), masks);
    }
    PackedWords words = PackedWords.of(question, lengths);
    return words.unpack(rnn.forward(words, embedded(question, words), masks));
  }

  @Override
  public int outputDim() {
    return rnn.hiddenDim();
  }
}
