package io.murel.app.console;

import io.murel.BadInputException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people read and write them, in steps of 1000: 21.7 MB. */
public final class ByteSize {
  private ByteSize() {}

  private static final List<String> UNITS = List.of("bytes", "kB", "MB", "GB", "TB", "PB", "EB");
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?) ?(bytes|kB|MB|GB|TB)");

  /** 512 bytes, 7.2 MB, 25.0 GB. */
  public static String text(long bytes) {
    int step = step(bytes);
    return number(bytes, step) + " " + UNITS.get(step);
  }

  /** How far something is, both numbers in the unit of the total: 1.6/21.7 MB. */
  static String progress(long done, long total) {
    int step = step(total);
    return number(done, step) + "/" + number(total, step) + " " + UNITS.get(step);
  }

  /**
   * Reads "25 GB".
   *
   * @param where the place it stands, for the message
   * @throws BadInputException for anything else
   */
  public static long parse(String where, String text) {
    Matcher match = TEXT.matcher(text.strip());
    if (!match.matches()) {
      throw BadInputException.at(where)
          .found("'" + text + "'")
          .expected("a number of bytes")
          .remedy("For example: 7239401, 25 GB or 1.5 MB.");
    }
    BigDecimal unit = BigDecimal.TEN.pow(3 * UNITS.indexOf(match.group(2)));
    BigDecimal bytes = new BigDecimal(match.group(1)).multiply(unit);
    return bytes.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
  }

  private static int step(long bytes) {
    int step = 0;
    // 999,950 would be 1000.0 kB
    for (double left = bytes; left >= (step == 0 ? 1000 : 999.95); left /= 1000) {
      step++;
    }
    return step;
  }

  private static String number(long bytes, int step) {
    return step == 0
        ? String.valueOf(bytes)
        : String.format(Locale.ROOT, "%.1f", bytes / Math.pow(1000, step));
  }
}
