package io.murel.relation.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;

/** Winners in libtorch's memory, in one, two or four bytes each. */
final class WinnerBuffer {

  private final ByteBuffer bytes;
  private final int size;

  /**
   * @param winners dense, on the CPU, of a type of {@link io.murel.relation.kernel.Winners}
   */
  WinnerBuffer(Tensor winners) {
    size = (int) winners.element_size();
    bytes =
        new BytePointer(winners.data_ptr())
            .capacity(winners.nbytes())
            .asByteBuffer()
            .order(ByteOrder.nativeOrder());
  }

  /**
   * Writes the first {@code count} of the winners from {@code from} on, as elements from {@code at}
   * on.
   */
  void put(int at, float[] winners, int from, int count) {
    for (int d = 0; d < count; d++) {
      int winner = (int) winners[from + d];
      switch (size) {
        case 1 -> bytes.put(at + d, (byte) winner);
        case 2 -> bytes.putShort(2 * (at + d), (short) winner);
        default -> bytes.putInt(4 * (at + d), winner);
      }
    }
  }

  /** Reads {@code count} elements from {@code at} on. */
  void get(int at, int[] winners, int to, int count) {
    for (int d = 0; d < count; d++) {
      winners[to + d] =
          switch (size) {
            case 1 -> bytes.get(at + d) & 0xFF;
            case 2 -> bytes.getShort(2 * (at + d));
            default -> bytes.getInt(4 * (at + d));
          };
    }
  }
}
