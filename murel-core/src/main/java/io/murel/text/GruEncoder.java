package io.murel.text;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A plain GRU over word vectors learnt from scratch, of any size. */
public final class GruEncoder extends RecurrentEncoder {

  private final double dropout;
  private final Gru rnn;

  /**
   * @param words size of the vocabulary, padding not counted
   * @param dropout on the word vectors, element by element
   */
  public GruEncoder(
      int words, int embeddingDim, int hiddenDim, double dropout, boolean fixedEmbedding) {
    super(new WordEmbedding(WordEmbedding.random(words, embeddingDim), fixedEmbedding));
    this.dropout = dropout;
    rnn = add("rnn", new Gru(GruWeights.random(embeddingDim, hiddenDim)));
  }

  @Override
  Tensor recurrent(PackedWords words, Tensor embedded) {
    return rnn.forwardDirection(words, torch.dropout(embedded, dropout, training()));
  }

  @Override
  Tensor original(Tensor embedded) {
    return rnn.original(torch.dropout(embedded, dropout, training()));
  }

  @Override
  public int outputDim() {
    return rnn.hiddenDim();
  }
}
