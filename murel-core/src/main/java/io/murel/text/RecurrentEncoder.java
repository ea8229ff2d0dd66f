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
    return embedding.original(question);
  }

  /** The vectors of the words: {@code [B, T] -> [W, E]}. */
  final Tensor embedded(Tensor question, PackedWords words) {
    return embedding.forward(words.pack(question));
  }

  /** The recurrent network over word vectors: {@code [W, E] -> [W, H]}. */
  abstract Tensor recurrent(PackedWords words, Tensor embedded);

  /** The same as the original computes it: {@code [B, T, E] -> [B, T, H]}. */
  abstract Tensor original(Tensor embedded);

  @Override
  public final Tensor steps(Tensor question) {
    return steps(question, null);
  }

  @Override
  public Tensor steps(Tensor question, Tensor lengths) {
    if (asOriginal()) {
      return original(embedded(question));
    }
    PackedWords words = PackedWords.of(question, lengths);
    return words.unpack(recurrent(words, embedded(question, words)));
  }

  @Override
  public Tensor forward(Tensor question, Tensor lengths) {
    return Sequences.selectLast(steps(question, lengths), lengths);
  }
}
