package io.murel.nn;

import java.util.stream.LongStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Which elements dropout drops. On the CPU libtorch draws one 64-bit random number an element and
 * takes longer over it than the networks do over what is left; here one serves four elements.
 *
 * <p>The probability is therefore a multiple of {@code 1 / 65536}, the one nearest to what is asked
 * for (0.1 becomes 0.100006); {@link #scale} belongs to that probability, so expectations stay.
 *
 * @param threshold how many of 65536 equally probable draws drop the element
 */
public record DropMask(int threshold) {

  private static final int DRAWS = 1 << Short.SIZE;

  static {
    Torch.load();
  }

  /**
   * @param p probability of being dropped, 0 to 1
   */
  public static DropMask of(double p) {
    return new DropMask((int) Math.round(p * DRAWS));
  }

  /** Whether no element is ever dropped. */
  public boolean isEmpty() {
    return threshold == 0;
  }

  /** The probability of being dropped. */
  public double probability() {
    return (double) threshold / DRAWS;
  }

  /** What is left is multiplied by this: {@code 1 / (1 - p)}; 0 where nothing is left. */
  public double scale() {
    return threshold == DRAWS ? 0 : 1 / (1 - probability());
  }

  /**
   * Draws from libtorch's generator for the device.
   *
   * @param like gives the device
   * @return true where the element is dropped, bool
   */
  public Tensor draw(Tensor like, long... shape) {
    if (isEmpty()) {
      return torch.zeros(shape, like.options().dtype(new ScalarTypeOptional(ScalarType.Bool)));
    }
    long count = LongStream.of(shape).reduce(1, (a, b) -> a * b);
    TensorOptions options = like.options().dtype(new ScalarTypeOptional(ScalarType.Long));
    Tensor numbers = torch.empty(new long[] {(count + 3) / 4}, options, null);
    numbers.random_(Long.MIN_VALUE, new LongOptional()); // all 64 bits
    Tensor draws = numbers.view(ScalarType.Short).narrow(0, 0, count);
    return draws.le(new Scalar(Short.MIN_VALUE + threshold - 1)).view(shape);
  }
}
