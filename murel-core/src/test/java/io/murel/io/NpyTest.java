package io.murel.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {

  private static final float[] COUNTING = {1, 2, 3, 4, 5, 6};

  @TempDir Path folder;

  private Path file(byte[] content) throws Exception {
    Path file = folder.resolve("a.npy");
    Files.write(file, content);
    return file;
  }

  @Test
  void bothByteOrdersAreRead() throws Exception {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      String descr = order == ByteOrder.BIG_ENDIAN ? "'>f4'" : "'<f4'";
      Path file = file(NpyFiles.npy(descr, false, "(2, 3)", NpyFiles.floats(order, COUNTING)));
      NdArray read = Npy.read(file);
      assertThat(read.shape()).containsExactly(2, 3);
      assertThat(read.dtype()).isEqualTo(DType.F32);
      assertThat(read.floats()).containsExactly(COUNTING);
    }
  }

  @Test
  void fortranOrderBecomesRowMajor() throws Exception {
    byte[] columns = NpyFiles.floats(ByteOrder.LITTLE_ENDIAN, 1, 4, 2, 5, 3, 6);
    Path file = file(NpyFiles.npy("'<f4'", true, "(2, 3)", columns));
    assertThat(Npy.read(file).floats()).containsExactly(COUNTING);
    assertThat(Npy.readRows(file, new int[] {1, 0, 1}).floats())
        .containsExactly(4, 5, 6, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void fortranOrderOfThreeDimensionsBecomesRowMajor() throws Exception {
    byte[] stored = new byte[24]; // element [i, j, k] of shape [2, 3, 4] lies at i + 2 (j + 3 k)
    for (int i = 0; i < 24; i++) {
      stored[i % 4 * 6 + i / 4 % 3 * 2 + i / 12] = (byte) i;
    }
    NdArray read = Npy.read(file(NpyFiles.npy("'|i1'", true, "(2, 3, 4)", stored)));
    for (int i = 0; i < 24; i++) {
      assertThat(read.longs()[i]).isEqualTo(i);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'''<i2''', I16, 513, -2",
    "'''>i2''', I16, 258, -257",
    "'''<u2''', I32, 513, 65534",
    "'''|u1''', U8, 1, 2",
    "'''|i1''', I8, 1, 2",
    "'''|b1''', BOOL, 1, 2"
  })
  void wholeNumbersOfEverySizeAreRead(String descr, DType dtype, long first, long second)
      throws Exception {
    byte[] stored = {1, 2, (byte) 0xFE, (byte) 0xFF};
    String shape = dtype.bytes() == 1 ? "(4,)" : "(2,)";
    NdArray read = Npy.read(file(NpyFiles.npy(descr, false, shape, stored)));
    assertThat(read.dtype()).isEqualTo(dtype);
    assertThat(read.longs()).startsWith(first, second);
  }

  @Test
  void largeWholeNumbersKeepEveryBit() throws Exception {
    byte[] stored =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(Long.MAX_VALUE)
            .putLong(5)
            .array();
    assertThat(Npy.read(file(NpyFiles.npy("'<u8'", false, "(2,)", stored))).longs())
        .containsExactly(Long.MAX_VALUE, 5);
    stored[7] = (byte) 0xFF;
    Path tooLarge = file(NpyFiles.npy("'<u8'", false, "(2,)", stored));
    assertThatThrownBy(() -> Npy.read(tooLarge))
        .hasMessageStartingWith(
            tooLarge + ": found 18446744073709551615, expected whole numbers below 2^63.");
  }

  @Test
  void doublesAreRoundedOnceToFloats() throws Exception {
    byte[] stored = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(0.1).array();
    Path file = file(NpyFiles.npy("'<f8'", false, "(1, 1)", stored));
    assertThat(Npy.read(file).doubles()).containsExactly(0.1);
    assertThat(Npy.readRows(file, new int[] {0}).floats()).containsExactly(0.1f);
  }

  @Test
  void headersOfPython2AndOfLaterVersionsAreRead() throws Exception {
    byte[] data = NpyFiles.floats(ByteOrder.LITTLE_ENDIAN, COUNTING);
    String python2 = "{'descr': u'<f4', 'fortran_order': False, 'shape': (2L, 3L), }";
    assertThat(Npy.read(file(NpyFiles.npy(1, python2, data))).shape()).containsExactly(2, 3);
    String reordered = "{'shape':(6,),'fortran_order':False,'descr':'<f4'}";
    assertThat(Npy.read(file(NpyFiles.npy(2, reordered, data))).shape()).containsExactly(6);
    assertThat(Npy.read(file(NpyFiles.npy(3, reordered, data))).shape()).containsExactly(6);
  }

  @Test
  void scalarsAndEmptyArraysAreRead() throws Exception {
    byte[] one = NpyFiles.floats(ByteOrder.LITTLE_ENDIAN, 7);
    assertThat(Npy.read(file(NpyFiles.npy("'<f4'", false, "()", one))).floats()).containsExactly(7);
    assertThat(Npy.read(file(NpyFiles.npy("'<f4'", true, "(0, 3)", new byte[0]))).floats())
        .isEmpty();
  }

  @Test
  void everyTruncationIsRefused() throws Exception {
    byte[] whole = NpyFiles.npy(COUNTING, 2, 3);
    for (int length = 0; length < whole.length; length++) {
      Path cut = file(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Npy.read(cut))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(cut + ": found ")
          .hasMessageContaining("expected a complete npy array");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(9223372036854775807, 9223372036854775807)",
        "(99999999999999999999,)",
        "(-1,)",
        "(1.5,)"
      })
  void impossibleShapesAreRefused(String shape) throws Exception {
    Path file = file(NpyFiles.npy("'<f4'", false, shape, new byte[16]));
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file + ": found an impossible shape");
  }

  @Test
  void aShapeLargerThanTheFileIsRefusedBeforeAnythingIsAllocated() throws Exception {
    Path file = file(NpyFiles.npy("'<f4'", false, "(300000000000,)", new byte[16]));
    assertThatThrownBy(() -> Npy.read(file))
        .hasMessage(
            file
                + ": found 16 bytes of data for an array of shape [300000000000] (1200000000000"
                + " bytes), expected a complete npy array. The file is truncated or of another"
                + " format; write or download it again.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'|O'", "'<c8'", "'<U5'", "'<f3'", "'|V4'", "[('x', '<f4')]"})
  void elementsThatAreNoNumbersAreRefused(String descr) throws Exception {
    Path file = file(NpyFiles.npy(descr, false, "(1,)", new byte[16]));
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file + ": found elements of type ")
        .hasMessageContaining("expected numbers (f2, f4, f8, i1 to i8, u1 to u8 or b1).");
  }

  @Test
  void rowsThatAreNotThereAreRefused() throws Exception {
    Path file = file(NpyFiles.npy(COUNTING, 2, 3));
    assertThatThrownBy(() -> Npy.readRows(file, new int[] {0, 2}))
        .hasMessage(
            file
                + ": found 2 rows, expected at least 3."
                + " Use the file that belongs to the dictionary beside it.");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> Npy.read(folder.resolve("none.npy")))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            folder.resolve("none.npy")
                + ": found no such file, expected an npy file. Check the path.");
  }
}
