package io.murel.text;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Dropout masks drawn once a sequence and used at each of its steps (Gal and Ghahramani, A
 * Theoretically Grounded Application of Dropout in Recurrent Neural Networks, 2016).
 */
final class SequenceMask {
  private SequenceMask() {}

  /**
   * A mask of 0 and {@code 1 / (1 - p)}, so that expectations stay.
   *
   * @param like gives type and device
   * @return {@code [B, width]}
   */
  static Tensor draw(double p, Tensor like, long width) {
    Tensor ones = torch.ones(new long[] {like.size(0), width}, like.options());
    return torch.dropout(ones, p, true);
  }
}
