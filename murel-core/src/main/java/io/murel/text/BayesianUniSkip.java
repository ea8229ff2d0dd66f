package io.murel.text;

import org.bytedeco.pytorch.Tensor;

/**
 * {@link UniSkip} with a Bayesian GRU: for each gate one dropout mask a sequence on its words and
 * one on its states (Gal and Ghahramani 2016; Fortunato et al., Bayesian Recurrent Neural Networks,
 * 2017). The encoder of the published MuRel networks.
 */
public final class BayesianUniSkip extends RecurrentEncoder {

  private final BayesianGru rnn;

  BayesianUniSkip(SkipThoughtsWeights weights, boolean fixedEmbedding, double dropout) {
    super(new WordEmbedding(weights.words(), fixedEmbedding));
    rnn = add("rnn", new BayesianGru(weights.forward(), dropout));
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
