package io.murel.relation.vector;

import io.murel.vector.Buffers;
import java.nio.FloatBuffer;
import org.bytedeco.pytorch.Tensor;

/**
 * The factors of a term in libtorch's memory, {@code [B or 1, N, F]} on each side. Valid as long as
 * the tensors.
 */
final class Factors {

  final Form form;
  private final FloatBuffer left;
  private final FloatBuffer right;
  private final int regions;
  private final boolean oneImage;

  /**
   * @param left dense float32 on the CPU
   * @param right likewise
   */
  Factors(Form form, Tensor left, Tensor right) {
    this.form = form;
    this.left = Buffers.floats(left);
    this.right = Buffers.floats(right);
    this.regions = (int) left.size(1);
    this.oneImage = left.size(0) == 1;
  }

  /** Copies what a region brings as the first of a pair: F numbers. */
  void left(int image, int region, float[] to) {
    left.get(at(image, region), to, 0, form.factors);
  }

  /**
   * Copies what consecutive regions of an image bring as the second of a pair: F numbers each.
   *
   * @param region the first
   */
  void right(int image, int region, int count, float[] to) {
    right.get(at(image, region), to, 0, count * form.factors);
  }

  /** The image of this term that an image of the batch is: itself, or the one there is. */
  int image(int image) {
    return oneImage ? 0 : image;
  }

  private int at(int image, int region) {
    return (image(image) * regions + region) * form.factors;
  }
}
