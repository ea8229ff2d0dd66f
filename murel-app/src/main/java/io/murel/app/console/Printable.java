package io.murel.app.console;

/** Texts that others wrote, for messages. */
public final class Printable {
  private Printable() {}

  private static final int LONGEST = 100;

  /** Cut where it is long, and without characters that a terminal would act on. */
  public static String text(String untrusted) {
    StringBuilder out = new StringBuilder();
    untrusted
        .codePoints()
        .limit(LONGEST)
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                out.append("\\u%04x".formatted(c));
              } else {
                out.appendCodePoint(c);
              }
            });
    boolean cut = untrusted.codePointCount(0, untrusted.length()) > LONGEST;
    return cut ? out + "..." : out.toString();
  }
}
