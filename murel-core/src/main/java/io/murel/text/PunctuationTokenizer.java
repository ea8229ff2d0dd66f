package io.murel.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Case is kept and every ASCII punctuation mark but {@code {}|`_} is a word of its own; blanks and
 * line feeds separate words, other white space does not.
 */
public final class PunctuationTokenizer implements Tokenizer {

  private static final String BLANKS = " \n";
  private static final String MARKS = "-.\"',:?!$#@~()*&^%;[]/\\+<>=";

  @Override
  public List<String> tokens(String question) {
    List<String> tokens = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= question.length(); i++) {
      boolean end = i == question.length();
      boolean mark = !end && MARKS.indexOf(question.charAt(i)) >= 0;
      if (end || mark || BLANKS.indexOf(question.charAt(i)) >= 0) {
        if (i > start) {
          tokens.add(question.substring(start, i));
        }
        if (mark) {
          tokens.add(question.substring(i, i + 1));
        }
        start = i + 1;
      }
    }
    return tokens;
  }
}
