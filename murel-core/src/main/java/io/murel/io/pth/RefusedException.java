package io.murel.io.pth;

/** A file asks for a Python class or function that is not on the list of harmless ones. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param name the class, as "module.name"
   */
  RefusedException(String name) {
    super(name, null, false, false);
  }
}
