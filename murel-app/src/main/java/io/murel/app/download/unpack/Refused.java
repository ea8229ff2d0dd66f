package io.murel.app.download.unpack;

/** An archive does what no honest one does. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param what was found, in words
   */
  Refused(String what) {
    super(what);
  }
}
