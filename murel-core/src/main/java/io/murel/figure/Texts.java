package io.murel.figure;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Texts of any origin in lines that fit. */
final class Texts {
  private Texts() {}

  private static final String ELLIPSIS = "\u2026";

  /** No figure shows more; the rest is not even looked at. */
  private static final int LONGEST = 4_000;

  /** Measures a line. */
  @FunctionalInterface
  interface Measure {
    double width(String line);
  }

  /**
   * One line of visible characters: blanks for line ends and tabs, a replacement character for what
   * is no character.
   */
  static String clean(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(c -> Character.isWhitespace(c) ? ' ' : drawable(c) ? c : 0xFFFD)
        .forEach(out::appendCodePoint);
    return out.toString().strip();
  }

  private static boolean drawable(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.SURROGATE
        && (c & 0xFFFE) != 0xFFFE; // no character, by definition
  }

  /** Lines no longer than a width, broken where the script allows it; the last ends with "...". */
  static List<String> wrap(String text, double width, int mostLines, Measure measure) {
    String rest = clean(text);
    List<String> lines = new ArrayList<>();
    while (!rest.isEmpty()) {
      if (lines.size() == mostLines - 1) {
        lines.add(cut(rest, width, measure));
        break;
      }
      int end = fitting(rest, width, BreakIterator.getLineInstance(Locale.ROOT), measure);
      if (end == 0) { // a word longer than a line
        end = Math.max(1, characters(rest, width, measure));
      }
      lines.add(rest.substring(0, end).strip());
      rest = rest.substring(end).strip();
    }
    return lines;
  }

  /** One line no longer than a width; what does not fit is left out, "..." stands for it. */
  static String cut(String text, double width, Measure measure) {
    String line = clean(text);
    if (measure.width(line) <= width) {
      return line;
    }
    int end = characters(line, width - measure.width(ELLIPSIS), measure);
    return line.substring(0, end).strip() + ELLIPSIS;
  }

  /** Whole characters, as people see them. */
  private static int characters(String text, double width, Measure measure) {
    return fitting(text, width, BreakIterator.getCharacterInstance(Locale.ROOT), measure);
  }

  /** The last boundary before which the text is no longer than a width; 0: none. */
  private static int fitting(String text, double width, BreakIterator breaks, Measure measure) {
    breaks.setText(text);
    int fits = 0;
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      if (measure.width(text.substring(0, end).stripTrailing()) > width) {
        break;
      }
      fits = end;
    }
    return fits;
  }
}
