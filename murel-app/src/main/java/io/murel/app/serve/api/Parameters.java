package io.murel.app.serve.api;

import io.murel.app.serve.http.Problem;
import io.murel.app.serve.http.ProblemException;

/** Reads parameters of requests, which come as texts. */
final class Parameters {
  private Parameters() {}

  /** A whole number in a range; the default for null. */
  static int number(String name, String value, int ifAbsent, int least, int most) {
    if (value == null) {
      return ifAbsent;
    }
    String expected = "a whole number from " + least + " to " + most;
    try {
      int number = Integer.parseInt(value.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused below, like a number out of range
    }
    throw ProblemException.invalid(name, "'" + Problem.shown(value) + "'", expected);
  }

  /** A switch: true, false, or absent for false. */
  static boolean flag(String name, String value) {
    if (value == null || value.equals("false")) {
      return false;
    }
    if (value.equals("true")) {
      return true;
    }
    throw ProblemException.invalid(name, "'" + Problem.shown(value) + "'", "true or false");
  }
}
