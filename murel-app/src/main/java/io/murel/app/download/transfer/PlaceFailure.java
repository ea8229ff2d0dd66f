package io.murel.app.download.transfer;

/** A place does not have the file, or not the right one; asking again would not help. */
final class PlaceFailure extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param reason in words, without the place
   */
  PlaceFailure(String reason) {
    super(reason);
  }
}
