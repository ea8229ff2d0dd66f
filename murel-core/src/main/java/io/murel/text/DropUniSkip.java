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
  Tensor recurrent(Tensor embedded) {
    return rnn.forward(embedded);
  }

  /** The steps with given masks, {@code [B, E]} and {@code [B, H]}. */
  Tensor steps(Tensor question, Tensor inputMask, Tensor hiddenMask) {
    return rnn.forward(embedded(question), inputMask, hiddenMask);
  }

  @Override
  public int outputDim() {
    return rnn.hiddenDim();
  }
}
