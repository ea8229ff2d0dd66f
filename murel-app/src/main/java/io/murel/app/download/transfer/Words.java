package io.murel.app.download.transfer;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** How messages say things. */
final class Words {
  private Words() {}

  private static final Map<Integer, String> STATUS =
      Map.ofEntries(
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(407, "Proxy Authentication Required"),
          Map.entry(408, "Request Timeout"),
          Map.entry(409, "Conflict"),
          Map.entry(410, "Gone"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"));

  /** 404 Not Found. */
  static String status(int code) {
    String meaning = STATUS.get(code);
    return meaning == null ? "status " + code : code + " " + meaning;
  }

  /** 7,239,401. */
  static String of(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** 30 s, 2 min. */
  static String of(Duration time) {
    if (time.compareTo(Duration.ofMinutes(2)) >= 0) {
      return time.toMinutes() + " min";
    }
    return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
  }
}
