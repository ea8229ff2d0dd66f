package io.murel.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {

  @TempDir Path folder;

  private Path written() throws Exception {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    arrays.put("weight", NdArray.of(new float[] {1, -2.5f, 3, 4, 5, 6}, 2, 3));
    arrays.put("ids", NdArray.of(new long[] {7, Long.MIN_VALUE}, 2));
    Path file = folder.resolve("a.safetensors");
    Safetensors.write(file, arrays, Map.of("made_by", "test"));
    return file;
  }

  @Test
  void whatIsWrittenIsReadBack() throws Exception {
    Safetensors read = Safetensors.map(written());
    assertThat(read.arrays().keySet()).containsExactly("weight", "ids");
    assertThat(read.get("weight").shape()).containsExactly(2, 3);
    assertThat(read.get("weight").floats()).containsExactly(1, -2.5f, 3, 4, 5, 6);
    assertThat(read.get("ids").longs()).containsExactly(7, Long.MIN_VALUE);
    assertThat(read.metadata()).containsExactly(Map.entry("made_by", "test"));
  }

  @Test
  void emptyArraysScalarsAndSmallTypesKeepTheirPlaces() throws Exception {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    arrays.put("none", NdArray.of(new float[0], 0, 3));
    arrays.put("odd", new NdArray(DType.U8, new long[] {3}, ByteBuffer.wrap(new byte[] {1, 2, 3})));
    arrays.put("scalar", NdArray.of(new float[] {4}));
    arrays.put("last", NdArray.of(new long[0], 0));
    Path file = folder.resolve("b.safetensors");
    Safetensors.write(file, arrays, Map.of());
    Safetensors read = Safetensors.map(file);
    assertThat(read.arrays().keySet()).containsExactly("none", "odd", "scalar", "last");
    assertThat(read.get("none").shape()).containsExactly(0, 3);
    assertThat(read.get("odd").longs()).containsExactly(1, 2, 3);
    assertThat(read.get("scalar").shape()).isEmpty();
    assertThat(read.get("scalar").floats()).containsExactly(4);
    assertThat(read.get("last").longs()).isEmpty();
    assertThat(read.metadata()).isEmpty();
    Safetensors.write(file, read.arrays(), Map.of()); // over the file it is mapped from
    assertThat(Safetensors.map(file).get("odd").longs()).containsExactly(1, 2, 3);
    assertThatThrownBy(() -> read.get("old"))
        .hasMessage("no array 'old', only [none, odd, scalar, last]");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path file = folder.resolve("none.safetensors");
    assertThatThrownBy(() -> Safetensors.map(file))
        .isInstanceOf(BadInputException.class)
        .hasMessage(file + ": found no such file, expected a safetensors file. Check the path.");
  }

  @Test
  void everyTruncationIsRefused() throws Exception {
    byte[] whole = Files.readAllBytes(written());
    Path cut = folder.resolve("cut.safetensors");
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Safetensors.map(cut))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(cut + ": found ")
          .hasMessageContaining("expected a complete safetensors file");
    }
  }

  @Test
  void halfPrecisionRoundsToNearestEven() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = Half.toFloat((short) bits);
      if (!Float.isNaN(value)) {
        assertThat(Half.fromFloat(value)).isEqualTo((short) bits);
      }
    }
    assertThat(Half.toFloat(Half.fromFloat(1 + 0x1p-11f))).isEqualTo(1f);
    assertThat(Half.toFloat(Half.fromFloat(1 + 3 * 0x1p-11f))).isEqualTo(1 + 0x1p-9f);
    assertThat(Half.toFloat(Half.fromFloat(70000f))).isEqualTo(Float.POSITIVE_INFINITY);
  }
}
