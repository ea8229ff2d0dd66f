package io.murel.data;

import java.util.List;
import java.util.TreeMap;

/** Stands in for the vocabulary until it is merged. */
record Vocabulary(List<String> words) {
  static Vocabulary build(Iterable<List<String>> texts, int minCount) {
    TreeMap<String, Integer> counts = new TreeMap<>(CodePoints.ORDER);
    texts.forEach(t -> t.forEach(w -> counts.merge(w, 1, Integer::sum)));
    counts.values().removeIf(n -> n <= minCount);
    List<String> words = new java.util.ArrayList<>(counts.keySet());
    words.add("UNK");
    return new Vocabulary(words);
  }

  long[] encode(List<String> tokens) {
    return tokens.stream()
        .mapToLong(t -> 1 + (words.contains(t) ? words.lastIndexOf(t) : words.size() - 1))
        .toArray();
  }
}
