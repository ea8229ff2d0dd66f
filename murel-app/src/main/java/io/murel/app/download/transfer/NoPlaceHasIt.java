package io.murel.app.download.transfer;

import java.util.List;

/** Every place of a file failed. */
public final class NoPlaceHasIt extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param failures what each place did, in their order
   */
  NoPlaceHasIt(List<String> failures) {
    super(String.join("; ", failures));
  }
}
