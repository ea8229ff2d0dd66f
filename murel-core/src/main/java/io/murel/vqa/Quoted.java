package io.murel.vqa;

/** A text of a user in a message: short, and without characters that a terminal would act on. */
final class Quoted {
  private Quoted() {}

  private static final int LONGEST = 60;

  static String text(String given) {
    StringBuilder out = new StringBuilder("'");
    given
        .codePoints()
        .limit(LONGEST)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
        .forEach(out::appendCodePoint);
    boolean cut = given.codePointCount(0, given.length()) > LONGEST;
    return out.append(cut ? "...'" : "'").toString();
  }
}
