package io.murel.text;

import org.bytedeco.pytorch.Tensor;

/** Embedding, recurrent network, last state: what all encoders share. */
abstract class RecurrentEncoder extends QuestionEncoder {

  private final WordEmbedding embedding;

  RecurrentEncoder(WordEmbedding embedding) {
    this.embedding = add("embedding", embedding);
  }

  /** The vectors of the words: {@code [B, T] -> [B, T, E]}. */
  final Tensor embedded(Tensor question) {
    return embedding.forward(question);
  }

  /** The recurrent network over word vectors: {@code [B, T, E] -> [B, T, H]}. */
  abstract Tensor recurrent(Tensor embedded);

  @Override
  public final Tensor steps(Tensor question) {
    return recurrent(embedded(question));
  }

  @Override
  public Tensor forward(Tensor question, Tensor lengths) {
    return Sequences.selectLast(steps(question), lengths);
  }
}
