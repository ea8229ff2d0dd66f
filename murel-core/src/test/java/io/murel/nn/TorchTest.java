package io.murel.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.io.DType;
import io.murel.io.NdArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TorchTest {

  /** Of any type, the bytes 0 or 1 where truth values are meant. */
  private static NdArray array(DType type, long... shape) {
    int bytes = (int) NdArray.numel(shape) * type.bytes();
    ByteBuffer data = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < bytes; i++) {
      data.put((byte) (type == DType.BOOL ? i % 2 : 7 * i + 1));
    }
    return new NdArray(type, shape, data.flip());
  }

  @ParameterizedTest
  @EnumSource
  void arraysOfEveryTypeComeBackAsTheyWent(DType type) {
    for (long[] shape : new long[][] {{2, 3}, {5}, {}, {0, 4}}) {
      try (PointerScope scope = new PointerScope()) {
        NdArray array = array(type, shape);
        NdArray back = Torch.array(Torch.tensor(array));
        assertThat(back.shape()).isEqualTo(shape);
        if (type == DType.F16) { // libtorch computes nothing in it here
          assertThat(back.dtype()).isEqualTo(DType.F32);
          assertThat(back.floats()).isEqualTo(array.floats());
        } else {
          assertThat(back.dtype()).isEqualTo(type);
          assertThat(back.bytes()).isEqualTo(array.bytes());
        }
      }
    }
  }

  @Test
  void halfPrecisionTensorsAreRead() {
    try (PointerScope scope = new PointerScope()) {
      Tensor half = Torch.tensor(new float[] {0.5f, -2}, 2).to(ScalarType.Half);
      assertThat(Torch.array(half).dtype()).isEqualTo(DType.F16);
      assertThat(Torch.floats(half)).containsExactly(0.5f, -2);
    }
  }

  @Test
  void elementsComeRowByRowWhateverTheStrides() {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = Torch.tensor(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
      assertThat(Torch.floats(x.transpose(0, 1))).containsExactly(1, 4, 2, 5, 3, 6);
      assertThat(Torch.floats(x.select(1, 1))).containsExactly(2, 5);
      assertThat(Torch.floats(x.narrow(1, 1, 2))).containsExactly(2, 3, 5, 6);
      assertThat(Torch.doubles(x.select(0, 0).unsqueeze(0).expand(2, 3)))
          .containsExactly(1, 2, 3, 1, 2, 3);
      assertThat(Torch.longs(x.requires_grad_(true).select(0, 1))).containsExactly(4, 5, 6);
    }
  }

  @Test
  void tensorsHaveTheirOwnCopy() {
    try (PointerScope scope = new PointerScope()) {
      float[] values = {1, 2};
      Tensor x = Torch.tensor(values, 2);
      values[0] = 9;
      NdArray array = Torch.array(x);
      x.zero_();
      assertThat(array.floats()).containsExactly(1, 2);
    }
  }

  @Test
  void aTypeWithoutArraysIsNamed() {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = Torch.tensor(new float[] {1}, 1).to(ScalarType.BFloat16);
      assertThatThrownBy(() -> Torch.array(x))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no array type for tensors of BFloat16");
    }
  }
}
