package io.murel.data;

import java.util.List;
import java.util.Locale;

/** Stands in for the tokenizers until they are merged. */
interface Tokenizer {
  List<String> tokens(String text);

  static Tokenizer named(String nlp) {
    return text -> List.of(text.toLowerCase(Locale.ROOT).replaceAll("[?,.]", "").split(" +"));
  }
}
