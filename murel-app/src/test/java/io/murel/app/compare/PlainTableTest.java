package io.murel.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.compare.PlainTable.Column;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values are what Python 3.11 and tabulate 0.10 print. */
class PlainTableTest {

  @ParameterizedTest
  @CsvSource({
    "0.0001, 0.0001",
    "0.00001234567, 1.23457e-05",
    "123456.5, 123456", // half to even
    "123457.5, 123458",
    "999999.5, 1e+06",
    "1e6, 1e+06",
    "99999.95, 99999.9", // the double lies below
    "9.9999995, 10",
    "-48.33333333, -48.3333",
    "100, 100",
    "1e100, 1e+100",
    "1e-300, 1e-300",
    "6e-10, 6e-10",
    "0, 0",
    "-0.0, -0",
    "NaN, nan",
    "-Infinity, -inf"
  })
  void numbersHaveSixDigitsAsInPython(double number, String text) {
    assertThat(PythonNumber.general(number)).isEqualTo(text);
  }

  @Test
  void numbersAreAlignedAtThePoint() {
    assertThat(
            table(
                List.of("a", "bb", "a much longer name", "ü"),
                100.0,
                48.3333333333,
                6e-10,
                1234567.0))
        .isEqualTo(
            """
            Method                      Score
            ------------------  -------------
            a                   100
            bb                   48.3333
            a much longer name    6e-10
            ü                     1.23457e+06
            """);
  }

  @Test
  void oneFractionMakesAColumnOfFractions() {
    assertThat(table(List.of("a", "b"), 100, 50))
        .endsWith("a             100\nb              50\n");
    assertThat(table(List.of("a", "b"), 123456789, 1))
        .isEqualTo(
            """
            Method        Score
            --------  ---------
            a         123456789
            b                 1
            """);
    assertThat(table(List.of("a", "b"), 123456789, Double.POSITIVE_INFINITY))
        .endsWith("a           1.23457e+08\nb         inf\n");
  }

  private static String table(List<String> names, Number... scores) {
    return PlainTable.text(Column.texts("Method", names), Column.numbers("Score", List.of(scores)));
  }
}
