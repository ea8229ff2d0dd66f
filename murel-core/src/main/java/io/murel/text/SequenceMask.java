package io.murel.text;

import io.murel.nn.DropMask;
import org.bytedeco.pytorch.Scalar;
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
   * @param weight what multiplies the dropped vectors, {@code [.., width]}; gives type and device
   * @param batch B
   * @return {@code [B, width]}
   */
  static Tensor draw(double p, Tensor weight, long batch) {
    DropMask mask = DropMask.of(p);
    Tensor dropped = mask.draw(weight, batch, weight.size(1));
    Tensor kept = torch.full(dropped.shape(), new Scalar(mask.scale()), weight.options());
    return kept.masked_fill_(dropped, new Scalar(0));
  }
}
