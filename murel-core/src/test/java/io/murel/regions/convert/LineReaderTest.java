package io.murel.regions.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  private static LineReader reader(String text, int longest) {
    return new LineReader(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)), longest);
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.US_ASCII);
  }

  @Test
  void linesLongerThanTheBufferAreWhole() throws IOException {
    String wide = "x".repeat(200_000);
    LineReader lines = reader("a\n" + wide + "\n\nb", 1 << 20);
    assertThat(text(lines.next())).isEqualTo("a");
    assertThat(lines.offset()).isEqualTo(2);
    assertThat(text(lines.next())).isEqualTo(wide);
    assertThat(lines.offset()).isEqualTo(200_003);
    assertThat(lines.next()).isEmpty();
    assertThat(text(lines.next())).isEqualTo("b");
    assertThat(lines.next()).isNull();
    assertThat(lines.offset()).isEqualTo(200_005);
  }

  @Test
  void aLineCanBeGoneToWhereItBegan() throws IOException {
    String wide = "x".repeat(100_000);
    String text = "a\n" + wide + "\nb\nc\n";
    for (long offset : new long[] {0, 2, 100_003, 100_005}) {
      LineReader lines = reader(text, 1 << 20);
      lines.skipTo(offset);
      assertThat(lines.offset()).isEqualTo(offset);
      String rest = text.substring((int) offset);
      assertThat(text(lines.next())).isEqualTo(rest.substring(0, rest.indexOf('\n')));
    }
    LineReader half = reader(text, 1 << 20); // some is in the buffer already
    half.next();
    half.skipTo(100_005);
    assertThat(text(half.next())).isEqualTo("c");
    half.skipTo(1 << 30);
    assertThat(half.next()).isNull();
  }

  @Test
  void aLineWithoutEndDoesNotFillTheMemory() throws IOException {
    LineReader lines = reader("ok\n" + "x".repeat(300_000), 100_000);
    lines.next();
    assertThatThrownBy(lines::next).isInstanceOf(LineReader.TooLongException.class);
  }
}
