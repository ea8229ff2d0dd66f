package io.murel.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {

  @TempDir Path folder;

  private Path written(boolean deflated) throws Exception {
    float[] values = new float[200];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 0.37f;
    }
    Path file = folder.resolve("a.npz");
    NpyFiles.npz(
        file,
        deflated,
        Map.of(
            "x", NpyFiles.npy(values, 10, 20),
            "objects", NpyFiles.npy("'|O'", false, "(1,)", new byte[] {'c', 'o', 's'})));
    return file;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void membersAreReadOneByOneSoThatOthersMayHoldAnything(boolean deflated) throws Exception {
    try (Npz npz = Npz.open(written(deflated))) {
      assertThat(npz.names()).containsExactly("objects", "x");
      assertThat(npz.get("x").shape()).containsExactly(10, 20);
      assertThat(npz.get("x").floats()[199]).isEqualTo(199 * 0.37f);
      assertThatThrownBy(() -> npz.get("objects"))
          .hasMessageContaining("a.npz[objects]: found elements of type |O, expected numbers");
    }
  }

  @Test
  void aMissingMemberIsNamedWithThoseThatAreThere() throws Exception {
    Path file = written(true);
    try (Npz npz = Npz.open(file)) {
      assertThatThrownBy(() -> npz.get("y"))
          .isInstanceOf(BadInputException.class)
          .hasMessage(
              file
                  + ": found no array 'y' among objects, x, expected that array."
                  + " Use the file that belongs here.");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyTruncationIsRefused(boolean deflated) throws Exception {
    byte[] whole = Files.readAllBytes(written(deflated));
    Path cut = folder.resolve("cut.npz");
    for (int length = 0; length < whole.length; length += 11) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Npz.open(cut))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(cut + ": found no readable zip directory")
          .hasMessageContaining("expected a complete npz file.");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFlippedBitIsNoticed(boolean deflated) throws Exception {
    Path file = written(deflated);
    byte[] whole = Files.readAllBytes(file);
    int inside = indexOf(whole, "x.npy".getBytes()) + 150;
    whole[inside] ^= 4;
    Files.write(file, whole);
    try (Npz npz = Npz.open(file)) {
      assertThatThrownBy(() -> npz.get("x"))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(file + "[x]: found ");
    }
  }

  @Test
  void aMemberThatDeclaresMoreThanItHoldsIsRefused() throws Exception {
    Path file = folder.resolve("bomb.npz");
    NpyFiles.npz(
        file, true, Map.of("x", NpyFiles.npy("'<f4'", false, "(400000000,)", new byte[64])));
    try (Npz npz = Npz.open(file)) {
      assertThatThrownBy(() -> npz.get("x"))
          .hasMessageStartingWith(
              file + "[x]: found 64 bytes of data for an array of shape [400000000]");
    }
  }

  private static int indexOf(byte[] text, byte[] part) {
    for (int i = 0; ; i++) {
      if (Arrays.equals(text, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
  }
}
