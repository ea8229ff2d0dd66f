package io.murel.app.report;

/** Which of the two networks answers a question rightly. */
public enum Agreement {
  BOTH_RIGHT("both right"),
  ONLY_MUREL("only MuRel right"),
  BOTH_WRONG("both wrong"),
  ONLY_ATTENTION("only attention right");

  private final String words;

  Agreement(String words) {
    this.words = words;
  }

  public static Agreement of(boolean murel, boolean attention) {
    if (murel) {
      return attention ? BOTH_RIGHT : ONLY_MUREL;
    }
    return attention ? ONLY_ATTENTION : BOTH_WRONG;
  }

  /** Its name in the report. */
  public String words() {
    return words;
  }
}
