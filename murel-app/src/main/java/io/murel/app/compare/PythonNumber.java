package io.murel.app.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as Python formats them with {@code format(x, "g")}. */
final class PythonNumber {
  private PythonNumber() {}

  private static final int DIGITS = 6;

  /** Six significant digits without trailing zeros; an exponent below 1e-4 and from 1e6 on. */
  static String general(double x) {
    if (!Double.isFinite(x)) {
      return Double.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
    }
    if (x == 0) {
      return 1 / x > 0 ? "0" : "-0";
    }
    BigDecimal rounded = new BigDecimal(x).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    BigDecimal digits = rounded.stripTrailingZeros();
    if (exponent >= -4 && exponent < DIGITS) {
      return digits.toPlainString();
    }
    return "%se%s%02d"
        .formatted(
            digits.scaleByPowerOfTen(-exponent).toPlainString(),
            exponent < 0 ? "-" : "+",
            Math.abs(exponent));
  }
}
