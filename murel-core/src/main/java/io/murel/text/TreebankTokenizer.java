package io.murel.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words by the conventions of the Penn Treebank, as NLTK's {@code word_tokenize} applies them to a
 * question in lower case. It is taken for one sentence: a question is not cut into sentences, so
 * only its very last period is a word of its own ("go. Where?" keeps "go.").
 *
 * <ul>
 *   <li>Brackets, {@code ; @ # $ % & ? ! *}, dashes ({@code --} and the typographic ones), runs of
 *       periods and typographic quotes are words of their own; commas and colons are unless a digit
 *       follows.
 *   <li>Double quotes become {@code ``} where they open and {@code ''} where they close.
 *   <li>Contractions are split: is n't, what 's, they 're, can not, gon na.
 * </ul>
 */
public final class TreebankTokenizer implements Tokenizer {

  private static final String ALONE = ";@#$%&?!*()[]{}<>«»“”‘’„\u2012\u2013\u2014\u2015";
  private static final String OPENING = "([{<«“‘„`";
  private static final String CLOSING = "])}>\"'»”’";

  /** Split off first, then the longer ones of what remains. */
  private static final List<String> SHORT_ENDINGS = List.of("'s", "'m", "'d");

  private static final List<String> LONG_ENDINGS = List.of("'ll", "'re", "'ve", "n't");
  private static final List<String> ENDINGS_WITHOUT_WORD =
      List.of("'re", "'ve", "'ll", "'m", "'t", "'s", "'d", "'n");

  /** Words that are two: the first, where the second follows. */
  private static final Pattern COMPOUND =
      Pattern.compile(
          "\\b(?:(can)(not)|(d)('ye)|(gim)(me)|(gon)(na)|(got)(ta)|(lem)(me)|(more)('n))\\b"
              + "|\\b(wan)(na)$",
          Pattern.UNICODE_CHARACTER_CLASS);

  @Override
  public List<String> tokens(String question) {
    String text = question.toLowerCase(Locale.ROOT);
    List<String> tokens = new ArrayList<>();
    int finalPeriod = finalPeriod(text);
    int wordStart = 0;
    int i = 0;
    while (i < text.length()) {
      int width = i == finalPeriod ? 1 : separatorWidth(text, i);
      if (width == 0) {
        i++;
        continue;
      }
      addWord(text.substring(wordStart, i), tokens);
      addSeparator(text, i, width, tokens);
      i += width;
      wordStart = i;
    }
    addWord(text.substring(wordStart), tokens);
    return tokens;
  }

  /** Where the period is that only blanks and closing marks follow; -1 without one. */
  private static int finalPeriod(String text) {
    int i = text.length() - 1;
    while (i >= 0 && (Blanks.isBlank(text.charAt(i)) || CLOSING.indexOf(text.charAt(i)) >= 0)) {
      i--;
    }
    boolean single = i > 0 && text.charAt(i) == '.' && text.charAt(i - 1) != '.';
    return single ? i : -1;
  }

  /** The number of characters at {@code i} that end the word before them; 0 for none. */
  private static int separatorWidth(String text, int i) {
    char c = text.charAt(i);
    return switch (c) {
      case ',', ':' -> i + 1 < text.length() && Character.isDigit(text.charAt(i + 1)) ? 0 : 1;
      case '"' -> 1;
      case '`' -> run(text, i);
      case '.' -> run(text, i) >= 2 ? run(text, i) : 0;
      case '-', '\'' -> run(text, i) >= 2 ? 2 : 0;
      default -> Blanks.isBlank(c) || ALONE.indexOf(c) >= 0 ? 1 : 0;
    };
  }

  private static int run(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) == text.charAt(start)) {
      end++;
    }
    return end - start;
  }

  private static void addSeparator(String text, int start, int width, List<String> tokens) {
    char c = text.charAt(start);
    if (c == '"' || c == '\'') {
      boolean opens =
          start == 0
              ? c == '"'
              : Blanks.isBlank(text.charAt(start - 1))
                  || OPENING.indexOf(text.charAt(start - 1)) >= 0
                  || text.charAt(start - 1) == '"' && tokens.get(tokens.size() - 1).equals("``");
      tokens.add(opens ? "``" : "''");
    } else if (!Blanks.isBlank(c)) {
      tokens.add(text.substring(start, start + width));
    }
  }

  /** A stretch without separators: its quotes and contractions. */
  private static void addWord(String word, List<String> tokens) {
    if (word.isEmpty()) {
      return;
    }
    if (word.length() > 1
        && word.charAt(0) == '\''
        && Character.isLetterOrDigit(word.charAt(1))
        && ENDINGS_WITHOUT_WORD.stream().noneMatch(ending -> startsWithWord(word, ending))) {
      tokens.add("'");
      addWord(word.substring(1), tokens);
      return;
    }
    int quote = endingStart(word, List.of("'"));
    if (quote < word.length()) {
      addWord(word.substring(0, quote), tokens);
      tokens.add("'");
      return;
    }
    int shortStart = endingStart(word, SHORT_ENDINGS);
    String head = word.substring(0, shortStart);
    int longStart = endingStart(head, LONG_ENDINGS);
    addCompound(head.substring(0, longStart), tokens);
    if (longStart < head.length()) {
      tokens.add(head.substring(longStart));
    }
    if (shortStart < word.length()) {
      tokens.add(word.substring(shortStart));
    }
  }

  /** Whether the word begins with the ending and no letter follows. */
  private static boolean startsWithWord(String word, String ending) {
    return word.startsWith(ending)
        && (word.length() == ending.length()
            || !Character.isLetterOrDigit(word.charAt(ending.length())));
  }

  /** Where an ending begins that follows another character than an apostrophe, or the length. */
  private static int endingStart(String word, List<String> endings) {
    for (String ending : endings) {
      int start = word.length() - ending.length();
      if (start > 0 && word.endsWith(ending) && word.charAt(start - 1) != '\'') {
        return start;
      }
    }
    return word.length();
  }

  private static void addCompound(String word, List<String> tokens) {
    int end = 0;
    for (Matcher compound = COMPOUND.matcher(word); compound.find(); end = compound.end()) {
      addIfAny(word.substring(end, compound.start()), tokens);
      for (int i = 1; i <= compound.groupCount(); i++) {
        addIfAny(compound.group(i), tokens);
      }
    }
    addIfAny(word.substring(end), tokens);
  }

  private static void addIfAny(String token, List<String> tokens) {
    if (token != null && !token.isEmpty()) {
      tokens.add(token);
    }
  }
}
