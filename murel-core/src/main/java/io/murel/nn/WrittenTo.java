package io.murel.nn;

import org.bytedeco.pytorch.Tensor;

/**
 * Tells whether a parameter may hold other numbers than it did, for those who keep a copy of them
 * in another order: libtorch counts how often each tensor is written to. Two that are equal say
 * that nothing was written in between, as long as the tensor lives.
 *
 * @param address where its numbers are
 * @param times how often it was written to
 */
public record WrittenTo(long address, long times) {

  /** As it is now; what was made in inference mode is not counted and never the same twice. */
  public static WrittenTo of(Tensor tensor) {
    long times = tensor.is_inference() ? System.nanoTime() : tensor._version();
    return new WrittenTo(tensor.data_ptr().address(), times);
  }

  /** Counts a write that went past the tensor: through another one on the same numbers. */
  public static void announce(Tensor tensor) {
    if (!tensor.is_inference()) {
      tensor.unsafeGetTensorImpl().bump_version();
    }
  }
}
