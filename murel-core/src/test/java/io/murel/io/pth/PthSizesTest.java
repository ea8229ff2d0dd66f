package io.murel.io.pth;

import static io.murel.io.pth.PthFiles.TENSOR;
import static io.murel.io.pth.PthFiles.assertRefused;
import static io.murel.io.pth.PthFiles.int4;
import static org.assertj.core.api.Assertions.assertThat;

import io.murel.io.NdArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes that a file declares and does not have. */
class PthSizesTest {

  @TempDir Path folder;

  private Path file(String pickle, int... storageBytes) throws IOException {
    return Files.write(folder.resolve("bad.pth"), PthFiles.zip(pickle, storageBytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X\u00ff\u00ff\u00ff\u007fabc.",
        "X\u00ff\u00ff\u00ff\u00ffabc.",
        "T\u00ff\u00ff\u00ff\u00ffabc.",
        "B\u00ff\u00ff\u00ff\u00ffabc.",
        "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007fabc.",
        "\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ffabc.",
        "\u008b\u00ff\u00ff\u00ff\u00ffabc.",
        "cos",
        "("
      })
  void lengthsBeyondTheEndAreNotBelieved(String pickle) throws IOException {
    assertRefused(file(pickle), "the end of the file in the middle of its content");
  }

  @Test
  void storagesMustHaveTheDeclaredSize() throws IOException {
    String huge =
        TENSOR.formatted("0", int4(1L << 30), "J" + int4(1L << 30) + "\u0085", "K\1\u0085");
    assertRefused(
        file(huge + ".", 8), "8 bytes of archive/data/0 for 1073741824 elements of FloatStorage");
    String missing = TENSOR.formatted("1", int4(2), "K\2\u0085", "K\1\u0085");
    assertRefused(file(missing + ".", 8), "no entry data/1");
  }

  @Test
  void viewsMustLieWithinTheirStorage() throws IOException {
    String beyond = TENSOR.formatted("0", int4(2), "K\3\u0085", "K\1\u0085");
    assertRefused(
        file(beyond + ".", 8),
        "a tensor of shape [3], strides [1], offset 0 in a storage of 2 elements");
    String negative = TENSOR.formatted("0", int4(2), "K\2\u0085", "J" + int4(-1) + "\u0085");
    assertRefused(
        file(negative + ".", 8),
        "a tensor of shape [2], strides [-1], offset 0 in a storage of 2 elements");
    String overflow = "\u008a\10" + "\0".repeat(7) + "\u0040"; // 2^62
    assertRefused(
        file(
            TENSOR.formatted("0", int4(2), overflow + overflow + "\u0086", "K\0K\0\u0086") + ".",
            8),
        "a tensor of shape [4611686018427387904, 4611686018427387904], strides [0, 0], offset 0 in"
            + " a storage of 2 elements");
  }

  @Test
  void expandedTensorsDoNotOutgrowTheFile() throws IOException {
    String expanded = TENSOR.formatted("0", int4(2), "J" + int4(1 << 30) + "\u0085", "K\0\u0085");
    assertRefused(
        file(expanded + ".", 8),
        "a tensor of shape [1073741824], strides [0], offset 0 in a storage of 2 elements");
    String modest = TENSOR.formatted("0", int4(2), "J" + int4(1000) + "\u0085", "K\0\u0085");
    assertThat(((NdArray) PthReader.read(file(modest + ".", 8))).floats()).hasSize(1000);
  }

  @Test
  void manyTensorsTogetherDoNotOutgrowTheFileEither() throws IOException {
    String one = TENSOR.formatted("0", int4(2), "J" + int4(20_000) + "\u0085", "K\0\u0085");
    assertRefused(
        file("](" + one.repeat(1000) + "e.", 8),
        "a tensor of shape [20000], strides [0], offset 0 in a storage of 2 elements");
  }
}
