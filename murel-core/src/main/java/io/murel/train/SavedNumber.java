package io.murel.train;

import io.murel.io.NdArray;
import java.util.OptionalDouble;

/**
 * A number in a checkpoint of the original: plain, or a tensor of one element, as its learning rate
 * is once the warm-up rule ran.
 */
final class SavedNumber {
  private SavedNumber() {}

  /** Empty where the value is no number. */
  static OptionalDouble of(Object value) {
    if (value instanceof Number number) {
      return OptionalDouble.of(number.doubleValue());
    }
    if (value instanceof NdArray array && array.numel() == 1) {
      return OptionalDouble.of(array.doubles()[0]);
    }
    return OptionalDouble.empty();
  }
}
