package io.murel.text;

import org.bytedeco.pytorch.Tensor;

/**
 * What a skip-thoughts encoder starts from.
 *
 * @param words vectors of the words 1..n, {@code [n, E]}
 * @param forward the GRU that reads from the front
 * @param backward the one that reads from the end; null for the uni-directional encoders
 */
record SkipThoughtsWeights(Tensor words, GruWeights forward, GruWeights backward) {

  /**
   * Random values, as PyTorch starts its layers.
   *
   * @param hiddenDim width of one direction
   */
  static SkipThoughtsWeights random(
      int words, int embeddingDim, int hiddenDim, boolean bidirectional) {
    return new SkipThoughtsWeights(
        WordEmbedding.random(words, embeddingDim),
        GruWeights.random(embeddingDim, hiddenDim),
        bidirectional ? GruWeights.random(embeddingDim, hiddenDim) : null);
  }

  int embeddingDim() {
    return (int) words.size(1);
  }

  /** Of both directions together. */
  int hiddenDim() {
    return forward.hiddenDim() * (backward == null ? 1 : 2);
  }
}
