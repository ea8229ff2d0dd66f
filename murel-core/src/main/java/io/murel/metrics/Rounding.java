package io.murel.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounding as Python's {@code round(x, 2)} does it. */
final class Rounding {
  private Rounding() {}

  /** The exact decimal value of the double, to two digits, half to even. */
  static double twoDigits(double x) {
    return new BigDecimal(x).setScale(2, RoundingMode.HALF_EVEN).doubleValue();
  }
}
