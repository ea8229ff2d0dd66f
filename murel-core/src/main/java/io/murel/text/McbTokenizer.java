package io.murel.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The preprocessing of MCB (Fukui et al., Multimodal Compact Bilinear Pooling, 2016), the one of
 * the published option files: lower case, hyphens and slashes separate words, other punctuation
 * vanishes.
 */
public final class McbTokenizer implements Tokenizer {

  private static final String SEPARATORS = " -/";
  private static final String DROPPED = "?!'\"$:@(),.;";

  @Override
  public List<String> tokens(String question) {
    List<String> tokens = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    String text = question.toLowerCase(Locale.ROOT) + " "; // the blank ends the last word
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (SEPARATORS.indexOf(c) >= 0) {
        if (!word.isEmpty()) {
          tokens.add(word.toString());
          word.setLength(0);
        }
      } else if (DROPPED.indexOf(c) < 0) {
        word.append(c);
      }
    }
    return tokens;
  }
}
