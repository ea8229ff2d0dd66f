package io.murel.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "999, 999 bytes",
    "1000, 1.0 kB",
    "999949, 999.9 kB",
    "999950, 1.0 MB",
    "7239401, 7.2 MB",
    "2342138474, 2.3 GB",
    "9223372036854775807, 9.2 EB",
  })
  void sizesAreSaidInTheUnitThatFits(long bytes, String text) {
    assertThat(ByteSize.text(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "25 GB, 25000000000",
    "1.5 MB, 1500000",
    "512 bytes, 512",
    "7kB, 7000",
    "999999999999999999 TB, 9223372036854775807",
  })
  void sizesAreRead(String text, long bytes) {
    assertThat(ByteSize.parse("x", text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "25", "GB", "-1 MB", "1e9 bytes", "25 GiB"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> ByteSize.parse("x.about", text))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "x.about: found '%s', expected a number of bytes. For example: 7239401, 25 GB or 1.5 MB."
                .formatted(text));
  }

  @Test
  void howFarItIsHasTheUnitOfTheTotal() {
    assertThat(ByteSize.progress(1_600_000, 21_708_861)).isEqualTo("1.6/21.7 MB");
    assertThat(ByteSize.progress(3, 512)).isEqualTo("3/512 bytes");
  }
}
