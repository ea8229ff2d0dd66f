package io.murel.relation.vector;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;

/** Which regions are real and who may be a partner of whom. */
final class Partners {

  private final int regions;
  private final boolean self;
  private final byte[] real; // [B * N]; null: all

  /**
   * @param mask dense bool on the CPU, {@code [B, N]}; null: all regions are real
   */
  Partners(Tensor mask, int regions, boolean self) {
    this.regions = regions;
    this.self = self;
    if (mask == null) {
      real = null;
    } else {
      real = new byte[(int) mask.numel()];
      ByteBuffer bytes = new BytePointer(mask.data_ptr()).capacity(real.length).asByteBuffer();
      bytes.get(0, real);
    }
  }

  /** Whether a region is not padding. */
  boolean real(int image, int region) {
    return real == null || real[image * regions + region] != 0;
  }

  /** Regions of an image up to the last real one. */
  int count(int image) {
    int count = regions;
    while (count > 0 && !real(image, count - 1)) {
      count--;
    }
    return count;
  }

  /** Writes 0 for each partner of a region and -infinity for all others, padding included. */
  void penalties(int image, int region, float[] to, int at, int padded) {
    Arrays.fill(to, at, at + padded, Float.NEGATIVE_INFINITY);
    boolean alone = true;
    for (int j = 0; j < regions; j++) {
      if (real(image, j) && (self || j != region)) {
        to[at + j] = 0;
        alone = false;
      }
    }
    if (alone) {
      to[at + region] = 0;
    }
  }
}
