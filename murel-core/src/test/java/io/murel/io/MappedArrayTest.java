package io.murel.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappedArrayTest {

  @TempDir Path folder;

  @Test
  void readsAcrossWindows() throws Exception {
    ByteBuffer data = ByteBuffer.allocate(4 + 4 * 25).order(ByteOrder.LITTLE_ENDIAN).putInt(-1);
    for (int i = 0; i < 25; i++) {
      data.putFloat(i);
    }
    Path file = Files.write(folder.resolve("floats"), data.array());
    try (FileChannel channel = FileChannel.open(file)) {
      MappedArray array =
          MappedArray.map(
              channel, new SafetensorsHeader.Entry(DType.F32, new long[] {5, 5}, 4), 16);
      assertThat(array.numel()).isEqualTo(25);
      assertThat(array.floats(0, 25)).containsExactly(range(0, 25));
      assertThat(array.floats(3, 9)).containsExactly(range(3, 9));
      assertThat(array.floats(25, 0)).isEmpty();
      assertThatThrownBy(() -> array.floats(20, 6)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> array.longs(0, 1)).isInstanceOf(IllegalStateException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void copiesAcrossWindowsToAnyBuffer(boolean direct) throws Exception {
    ByteBuffer data = ByteBuffer.allocate(4 * 25).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 25; i++) {
      data.putFloat(i);
    }
    Path file = Files.write(folder.resolve("floats"), data.array());
    FloatBuffer out =
        direct
            ? ByteBuffer.allocateDirect(4 * 12).order(ByteOrder.nativeOrder()).asFloatBuffer()
            : FloatBuffer.allocate(12);
    try (FileChannel channel = FileChannel.open(file)) {
      MappedArray array =
          MappedArray.map(
              channel, new SafetensorsHeader.Entry(DType.F32, new long[] {5, 5}, 0), 16);
      out.position(1);
      array.copyTo(out, 3, 9);
      assertThat(out.position()).isEqualTo(10);
      assertThatThrownBy(() -> array.copyTo(out, 0, 3)).isInstanceOf(RuntimeException.class);
    }
    float[] copied = new float[12];
    out.get(0, copied);
    assertThat(copied).startsWith(0).endsWith(0, 0);
    assertThat(Arrays.copyOfRange(copied, 1, 10)).containsExactly(range(3, 9));
  }

  @Test
  void halvesDecodeAsOneByOne() {
    short[] halves = new short[1 << 16];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = (short) i;
    }
    float[] floats = new float[halves.length];
    Half.toFloats(halves, halves.length, floats);
    for (int i = 0; i < halves.length; i++) {
      assertThat(Float.floatToRawIntBits(floats[i]))
          .isEqualTo(Float.floatToRawIntBits(Half.toFloat(halves[i])));
    }
  }

  private static float[] range(int from, int count) {
    float[] out = new float[count];
    for (int i = 0; i < count; i++) {
      out[i] = from + i;
    }
    return out;
  }
}
