package io.murel.metrics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the official open-ended accuracy of VQA compares answers: punctuation, articles, number words
 * and apostrophes do not count. Published scores depend on every quirk of it, so all are kept; each
 * is pointed out where it is. Letters, digits and blanks are Python's, that is Unicode's.
 */
final class AnswerText {

  private static final String BLANKS =
      "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
  private static final Pattern BLANK = Pattern.compile(BLANKS);
  private static final Pattern OUTER_BLANK = Pattern.compile("\\A" + BLANKS + "|" + BLANKS + "\\z");

  /** In the order in which they are removed. */
  private static final List<String> PUNCTUATION =
      List.of(
          ";", "/", "[", "]", "\"", "{", "}", "(", ")", "=", "+", "\\", "_", "-", ">", "<", "@",
          "`", ",", "?", "!");

  private static final String MARKS = String.join("", PUNCTUATION) + ".";

  private static final Pattern COMMA_IN_NUMBER = Pattern.compile("\\p{Nd},\\p{Nd}");
  private static final Pattern PERIOD = Pattern.compile("\\.(?!\\p{Nd})");

  /** Quirk: the official code passes a flag of value 32 where the number of replacements goes. */
  private static final int MOST_PERIODS = 32;

  private static final Set<String> ARTICLES = Set.of("a", "an", "the");
  private static final List<String> NUMBERS =
      List.of(
          "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

  private final Map<String, String> numbers = new HashMap<>();

  /** Words without their apostrophes. Those with capitals never match: the text is lower case. */
  private final Map<String, String> contractions = new HashMap<>();

  AnswerText() {
    for (int i = 0; i < NUMBERS.size(); i++) {
      numbers.put(NUMBERS.get(i), String.valueOf(i));
    }
    numbers.put("none", "0");
    readContractions();
  }

  private void readContractions() {
    try (InputStream in = AnswerText.class.getResourceAsStream("contractions.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int blank = line.indexOf(' ');
        contractions.put(line.substring(0, blank), line.substring(blank + 1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read contractions.txt", e);
    }
  }

  /** All steps, as a given answer goes through them. */
  String normalised(String answer) {
    return digitsAndArticles(punctuation(stripped(answer)));
  }

  /** Newlines and tabs become blanks; no blanks at the ends. */
  String stripped(String answer) {
    String oneLine = answer.replace('\n', ' ').replace('\t', ' ');
    return OUTER_BLANK.matcher(oneLine).replaceAll("");
  }

  /**
   * Punctuation marks become blanks, or vanish where the mark is next to a blank anywhere in the
   * text. Quirk: a comma within a number makes all marks vanish.
   */
  String punctuation(String text) {
    if (!hasMarks(text)) {
      return text; // nearly all of the millions of human answers
    }
    boolean numberWithComma = COMMA_IN_NUMBER.matcher(text).find();
    String out = text;
    for (String mark : PUNCTUATION) {
      boolean vanishes = numberWithComma || text.contains(mark + " ") || text.contains(" " + mark);
      out = out.replace(mark, vanishes ? "" : " ");
    }
    return withoutPeriods(out);
  }

  private static boolean hasMarks(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (MARKS.indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Without periods that no digit follows. */
  private static String withoutPeriods(String text) {
    Matcher period = PERIOD.matcher(text);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < MOST_PERIODS && period.find(); i++) {
      period.appendReplacement(out, "");
    }
    return period.appendTail(out).toString();
  }

  /** Lower case, number words to digits, no articles, apostrophes restored, single blanks. */
  String digitsAndArticles(String text) {
    List<String> out = new ArrayList<>();
    for (String word : BLANK.split(text.toLowerCase(Locale.ROOT))) {
      String counted = numbers.getOrDefault(word, word);
      if (!counted.isEmpty() && !ARTICLES.contains(counted)) {
        out.add(contractions.getOrDefault(counted, counted));
      }
    }
    return String.join(" ", out);
  }
}
