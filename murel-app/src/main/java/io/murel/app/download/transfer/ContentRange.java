package io.murel.app.download.transfer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes a server sends: {@code bytes 1000-1999/5000}; a star for the numbers says that there
 * are none.
 *
 * @param first the first one; -1 where none are sent
 * @param total how many there are in all; -1 where the server does not say
 */
record ContentRange(long first, long total) {

  private static final Pattern HEADER =
      Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(\\d{1,18}|\\*)");

  static Optional<ContentRange> parse(String header) {
    Matcher match = HEADER.matcher(header.strip());
    if (!match.matches()) {
      return Optional.empty();
    }
    long total = match.group(2).equals("*") ? -1 : Long.parseLong(match.group(2));
    long first = match.group(1) == null ? -1 : Long.parseLong(match.group(1));
    return Optional.of(new ContentRange(first, total));
  }
}
