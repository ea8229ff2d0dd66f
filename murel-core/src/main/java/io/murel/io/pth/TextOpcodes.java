package io.murel.io.pth;

import java.math.BigInteger;

/**
 * The values of pickle protocols 0 and 1, written as lines of text; Python 2's {@code cPickle.dump}
 * still writes these unless told otherwise.
 */
final class TextOpcodes {
  private TextOpcodes() {}

  private static final int MAX_DIGITS = 40;

  /** An INT: a number, or the truth values 00 and 01. */
  static Object integer(String line) {
    return switch (line) {
      case "00" -> false;
      case "01" -> true;
      default -> longInteger(line);
    };
  }

  /** A LONG: digits, in Python 2 with an L behind; a Long where it fits. */
  static Number longInteger(String line) {
    String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
    try {
      if (digits.length() <= MAX_DIGITS) {
        BigInteger value = new BigInteger(digits);
        return value.bitLength() < 64 ? (Number) value.longValue() : value;
      }
    } catch (NumberFormatException e) {
      // refused below
    }
    throw new MalformedException("an integer that is none");
  }

  static Double decimal(String line) {
    try {
      return Double.valueOf(line);
    } catch (NumberFormatException e) {
      throw new MalformedException("a decimal number that is none");
    }
  }

  /** The index of a PUT or GET. */
  static int index(String line) {
    try {
      return Integer.parseInt(line);
    } catch (NumberFormatException e) {
      throw new MalformedException("a reference that is no number");
    }
  }

  /** A STRING: quoted, with Python's escapes. */
  static String quoted(String line) {
    int end = line.length() - 1;
    if (end < 1
        || (line.charAt(0) != '\'' && line.charAt(0) != '"')
        || line.charAt(end) != line.charAt(0)) {
      throw new MalformedException("a text without quotes");
    }
    return unescaped(line.substring(1, end), "\\'\"ntrabvfx");
  }

  /** A UNICODE: only line ends, backslashes and what is outside Latin-1 are escaped. */
  static String unicode(String line) {
    return unescaped(line, "uU");
  }

  private static String unescaped(String text, String escapes) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char escape = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
      if (escape == 0 || escapes.indexOf(escape) < 0) {
        out.append(c);
        continue;
      }
      int digits = escape == 'x' ? 2 : escape == 'u' ? 4 : escape == 'U' ? 8 : 0;
      if (digits == 0) {
        out.append(plain(escape));
      } else {
        out.appendCodePoint(codePoint(text, i + 2, digits));
      }
      i += 1 + digits;
    }
    return out.toString();
  }

  private static char plain(char escape) {
    return switch (escape) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'a' -> '\u0007';
      case 'b' -> '\b';
      case 'v' -> '\u000B';
      case 'f' -> '\f';
      default -> escape;
    };
  }

  private static int codePoint(String text, int from, int digits) {
    try {
      int value = Integer.parseInt(text, from, from + digits, 16);
      if (Character.isValidCodePoint(value)) {
        return value;
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      // refused below
    }
    throw new MalformedException("a text with an escape that is none");
  }
}
