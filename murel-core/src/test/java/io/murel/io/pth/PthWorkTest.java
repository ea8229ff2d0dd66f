package io.murel.io.pth;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.murel.fuzz.Fuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The work a file makes grows with its length and no faster. */
class PthWorkTest {

  private static final int LENGTH = 1 << 18;

  @TempDir Path folder;

  private void assertBounded(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("long.pth"), bytes);
    assertTimeoutPreemptively(Duration.ofMinutes(1), () -> Fuzz.bounded(file, PthReader::read));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "]",
        "}",
        "N",
        "(t",
        "(1",
        ")0",
        "2",
        "\u008f",
        "(\u0091",
        "]q\1",
        "h\0",
        "\u0094",
        "h\0\u0085",
        "](h\0h\0h\0e0",
        "}(K\1h\0K\2h\0u0",
        "G12345678",
        "X\1\0\0\0a",
        "cbuiltins\nset\n",
        "ccollections\nOrderedDict\n)R",
        "c_codecs\nencode\nX\0\0\0\0X\6\0\0\0latin1\u0086R",
        "ctorch\nSize\nK\1\u0085\u0085R"
      })
  void anyOpcodesOverAndOver(String opcodes) throws IOException {
    String pickle = "]q\0" + opcodes.repeat(LENGTH / opcodes.length());
    assertBounded(PthFiles.zip(pickle + "."));
    byte[] bytes = ("\u0080\2" + pickle + ".").getBytes(StandardCharsets.ISO_8859_1);
    assertBounded(PthFiles.legacy(bytes, List.of()));
  }

  @Test
  void aNameWithoutEnd() throws IOException {
    assertBounded(PthFiles.zip("c" + "x".repeat(LENGTH) + "\n."));
  }

  @Test
  void tensorsThatStrideOverTheSameNumbers() throws IOException {
    String tensor =
        PthFiles.TENSOR.formatted("0", PthFiles.int4(2), "M\u00ff\1\u0085", "K\0\u0085");
    assertBounded(PthFiles.zip("](" + tensor.repeat(LENGTH / tensor.length()) + "e.", 8));
  }

  @Test
  void entriesWithoutEnd() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      PthFiles.put(zip, "a/data.pkl", PthFiles.pickle(List.of()));
      for (int i = 0; i < 10_000; i++) {
        PthFiles.put(zip, "a/data/" + i, new byte[0]);
      }
    }
    assertBounded(out.toByteArray());
  }

  /** Ten thousand entries of short names, all at one header that claims a name of 64 KB. */
  @Test
  void entriesThatShareALongName() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      PthFiles.put(zip, "x".repeat(0xFFFF), new byte[0]);
      for (int i = 0; i < 10_000; i++) {
        PthFiles.put(zip, "a/data/" + i, new byte[0]);
      }
    }
    byte[] bytes = out.toByteArray();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < bytes.length - 4; at++) {
      if (buffer.getInt(at) == 0x02014b50) {
        buffer.putInt(at + 42, 0);
      }
    }
    assertBounded(bytes);
  }
}
