package io.murel.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.murel.BadInputException;
import io.murel.fuzz.Fuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of arrays that are made to take memory or time, or to look like something else. */
class ArrayWorkTest {

  private static final int LENGTH = 1 << 20;

  @TempDir Path folder;

  private void assertRefused(Path file, Fuzz.Reader reader, String found) {
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          assertThatThrownBy(() -> reader.read(file)) // loads classes
              .isInstanceOf(BadInputException.class)
              .hasMessageContaining(": found " + found);
          assertThat(Fuzz.bounded(file, reader)).isFalse();
        });
  }

  private Path safetensors(String header, int dataBytes) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out =
        ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    return Files.write(folder.resolve("a.safetensors"), out.putLong(text.length).put(text).array());
  }

  private static String array(String name, int begin, int end) {
    return "\"%s\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[%d,%d]}"
        .formatted(name, end - begin, begin, end);
  }

  @Test
  void arraysOfOneFileDoNotShareBytes() throws IOException {
    String shared = "{" + array("a", 0, 8) + "," + array("b", 4, 12) + "}";
    assertRefused(safetensors(shared, 12), Safetensors::map, "b that shares bytes with another");
    String same = "{" + array("a", 0, 8) + "," + array("b", 0, 8) + "}";
    assertRefused(safetensors(same, 8), Safetensors::map, "b that shares bytes with another");
  }

  @Test
  void arraysOfOneFileLeaveNoHoles() throws IOException {
    String hole = "{" + array("b", 8, 12) + "," + array("a", 0, 4) + "}";
    assertRefused(safetensors(hole, 12), Safetensors::map, "4 bytes before b");
    assertRefused(safetensors("{}", 3), Safetensors::map, "3 bytes after the last array");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "7", "null", "  ", "\"text\"", "{\"a\":{\"shape\":null}}"})
  void aHeaderOfAnotherShapeIsRefused(String header) throws IOException {
    Path file = safetensors(header, 0);
    assertThatThrownBy(() -> Safetensors.map(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected a complete safetensors file");
  }

  @Test
  void aHeaderNestedWithoutEndIsRefused() throws IOException {
    assertRefused(
        safetensors("{\"a\":" + "[".repeat(LENGTH), 0), Safetensors::map, "an unreadable header");
  }

  @Test
  void dimensionsWithoutEndAreRefused() throws IOException {
    String ones = "(" + "1, ".repeat(LENGTH / 4) + ")";
    byte[] npy =
        NpyFiles.npy(
            2, "{'descr': '<f4', 'fortran_order': True, 'shape': %s}".formatted(ones), new byte[4]);
    Path file = Files.write(folder.resolve("a.npy"), npy);
    assertRefused(file, Npy::read, "an array of 262144 dimensions");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'shape': (", "'descr': \"", "'descr'  ", "'fortran_order': ", "(", "'"})
  void headersThatRepeatThemselvesAreRefused(String text) throws IOException {
    byte[] npy = NpyFiles.npy(2, text.repeat(LENGTH / text.length() - 1), new byte[4]);
    Path file = Files.write(folder.resolve("a.npy"), npy);
    assertRefused(file, Npy::read, "");
  }

  @Test
  void aBombIsRefusedBeforeItGoesOff() throws IOException {
    byte[] member = new byte[100 << 20]; // deflates to 100 KB
    byte[] head =
        NpyFiles.npy("'<f4'", false, "(%d,)".formatted(member.length / 4 - 100), new byte[0]);
    System.arraycopy(head, 0, member, 0, head.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(member);
      zip.closeEntry();
    }
    Path file = Files.write(folder.resolve("bomb.npz"), out.toByteArray());
    assertRefused(
        file,
        f -> {
          try (Npz npz = Npz.open(f)) {
            npz.get("x");
          }
        },
        "104857600 bytes in 1");
  }

  @Test
  void aMemberThatHoldsMoreThanItDeclaresIsRefused() throws IOException {
    byte[] npy = NpyFiles.npy(new float[] {1, 2}, 2);
    byte[] member = new byte[1 << 20];
    System.arraycopy(npy, 0, member, 0, npy.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(member);
      zip.closeEntry();
    }
    byte[] bytes = out.toByteArray();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int directory = bytes.length - 22 - 46 - "x.npy".length();
    buffer.putInt(directory + 24, npy.length);
    Path file = Files.write(folder.resolve("more.npz"), bytes);
    try (Npz npz = Npz.open(file)) {
      assertThatThrownBy(() -> npz.get("x"))
          .hasMessageContaining("more bytes than the " + npy.length + " it declares");
    }
  }
}
