package io.murel.io.pth;

/** What is wrong inside a file; {@link PthReader} adds which file and what to do. */
final class MalformedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param found completes "found ..."
   */
  MalformedException(String found) {
    super(found, null, false, false);
  }
}
