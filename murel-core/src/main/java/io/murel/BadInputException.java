package io.murel;

/**
 * Something the user gave is wrong: an option, a file, a name. The message is written for the
 * person who has to mend it and always says where, what was found, what was expected and what to
 * do; the command line prints it without a stack trace.
 */
public class BadInputException extends RuntimeException {

  /** A complete message, for the rare case that does not fit {@link #at(String)}. */
  public BadInputException(String message) {
    super(message);
  }

  public BadInputException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Starts a message about one place.
   *
   * @param where the option ("optimizer.lr") or the file ("data/scenes/regions.safetensors")
   */
  public static Where at(String where) {
    return new Where(where);
  }

  /** The place that is wrong. */
  public record Where(String where) {
    /** What was found there, in words or as the value. */
    public Found found(Object value) {
      return new Found(where, String.valueOf(value));
    }
  }

  /** The place and the value found. */
  public record Found(String where, String found) {
    /** What should have been there. */
    public Expected expected(String what) {
      return new Expected(where, found, what);
    }
  }

  /** Place, value and expectation; {@link #remedy} completes the message. */
  public record Expected(String where, String found, String expected) {
    /** What to do about it, as a sentence. */
    public BadInputException remedy(String advice) {
      return new BadInputException(text() + " " + advice);
    }

    public BadInputException remedy(String advice, Throwable cause) {
      return new BadInputException(text() + " " + advice, cause);
    }

    private String text() {
      return where + ": found " + found + ", expected " + expected + ".";
    }
  }
}
