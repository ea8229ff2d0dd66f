package io.murel.text;

import java.util.Comparator;

/**
 * The order of texts by code point, as Python's; {@link String#compareTo} orders by UTF-16 unit.
 */
public final class CodePoints {
  private CodePoints() {}

  /** Ascending. */
  public static final Comparator<String> ORDER = CodePoints::compare;

  private static int compare(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        return Integer.compare(rank(a.charAt(i)), rank(b.charAt(i)));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Surrogates (D800 to DFFF) stand for code points above all other units. */
  private static int rank(char unit) {
    return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
  }
}
