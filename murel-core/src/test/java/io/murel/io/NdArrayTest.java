package io.murel.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class NdArrayTest {

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static NdArray vector(DType type, ByteBuffer data) {
    return new NdArray(type, new long[] {data.position() / type.bytes()}, data.flip());
  }

  @Test
  void everyTypeIsReadAsAnyNumber() {
    NdArray[] arrays = {
      vector(DType.F16, buffer(4).putShort((short) 0x3c00).putShort((short) 0xc000)),
      vector(DType.F32, buffer(8).putFloat(1).putFloat(-2)),
      vector(DType.F64, buffer(16).putDouble(1).putDouble(-2)),
      vector(DType.I8, buffer(2).put((byte) 1).put((byte) -2)),
      vector(DType.I16, buffer(4).putShort((short) 1).putShort((short) -2)),
      vector(DType.I32, buffer(8).putInt(1).putInt(-2)),
      vector(DType.I64, buffer(16).putLong(1).putLong(-2)),
    };
    for (NdArray array : arrays) {
      assertThat(array.floats()).as(array.dtype().name()).containsExactly(1, -2);
      assertThat(array.doubles()).as(array.dtype().name()).containsExactly(1, -2);
      assertThat(array.longs()).as(array.dtype().name()).containsExactly(1, -2);
    }
    NdArray unsigned = vector(DType.U8, buffer(2).put((byte) 1).put((byte) 0xfe));
    assertThat(unsigned.longs()).containsExactly(1, 254);
    assertThat(unsigned.floats()).containsExactly(1, 254);
    assertThat(vector(DType.BOOL, buffer(2).put((byte) 0).put((byte) 1)).longs())
        .containsExactly(0, 1);
  }

  @Test
  void longsAreExactAndFractionsCutOff() {
    NdArray large = NdArray.of(new long[] {Long.MAX_VALUE, (1L << 53) + 1}, 2);
    assertThat(large.longs()).containsExactly(Long.MAX_VALUE, (1L << 53) + 1);
    assertThat(NdArray.of(new float[] {1.9f, -1.9f}, 2).longs()).containsExactly(1, -1);
  }

  @Test
  void readersDoNotMoveEachOther() {
    ByteBuffer data = buffer(12).putFloat(7).putFloat(1).putFloat(2).flip();
    data.getFloat(); // the array begins at the position
    NdArray array = new NdArray(DType.F32, new long[] {2}, data);
    data.getFloat();
    array.bytes().getFloat();
    assertThat(array.floats()).containsExactly(1, 2);
    assertThat(array.bytes().order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void aScalarHasOneElementAndAnEmptyArrayNone() {
    assertThat(NdArray.of(new float[] {3}).numel()).isEqualTo(1);
    assertThat(NdArray.of(new float[0], 4, 0).floats()).isEmpty();
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> NdArray.of(new float[5], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("20 bytes do not make F32 of shape [2, 3]");
    assertThatThrownBy(() -> NdArray.of(new float[6], -2, -3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an array of shape [-2, -3]");
    assertThatThrownBy(() -> NdArray.numel(1L << 32, 1L << 32))
        .isInstanceOf(ArithmeticException.class);
  }
}
