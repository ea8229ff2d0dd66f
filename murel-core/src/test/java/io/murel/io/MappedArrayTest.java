package io.murel.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
