package io.murel.vector;

import java.nio.FloatBuffer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Arrays that are used again and grow when they must, and what is in tensors. */
public final class Buffers {
  private Buffers() {}

  /** The same array if it is long enough, else a new one of zeros. */
  public static float[] atLeast(float[] array, int length) {
    return array.length >= length ? array : new float[length];
  }

  /** A dense float32 tensor on the CPU as a buffer of its elements, not copied. */
  public static FloatBuffer floats(Tensor tensor) {
    return tensor.data_ptr_float().capacity(tensor.numel()).asBuffer();
  }

  /** Whether the elements can be read from Java. */
  public static boolean readable(Tensor tensor) {
    return tensor.is_cpu() && tensor.scalar_type().intern() == ScalarType.Float;
  }

  /** The elements of such a tensor. */
  public static float[] copy(Tensor tensor) {
    float[] copy = new float[(int) tensor.numel()];
    floats(tensor.contiguous()).get(0, copy);
    return copy;
  }

  /** The same array if it has that length, else a new one of zeros. */
  public static float[] exactly(float[] array, int length) {
    return array.length == length ? array : new float[length];
  }
}
