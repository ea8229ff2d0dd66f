package io.murel.text;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Sequences of unequal length in one tensor, padded at the end. */
public final class Sequences {
  private Sequences() {}

  /**
   * The number of words: what is not the padding id 0.
   *
   * @param question {@code [B, T]} int64
   * @return {@code [B]} int64
   */
  public static Tensor lengths(Tensor question) {
    return question.ne(new Scalar(0)).sum(1);
  }

  /**
   * The step of each sequence's last word; a length of 0 selects the last step, as the original
   * does.
   *
   * @param x {@code [B, T, H]}
   * @param lengths {@code [B]} or {@code [B, 1]} int64
   * @return {@code [B, H]}
   */
  public static Tensor selectLast(Tensor x, Tensor lengths) {
    Tensor last = wordCount(x, lengths).sub(new Scalar(1)); // [B]
    Tensor index = last.reshape(-1, 1, 1).expand(x.size(0), 1, x.size(2)); // [B, 1, H]
    return x.gather(1, index).squeeze(1);
  }

  /**
   * Each sequence backwards, with its padding still at the end.
   *
   * @param x {@code [B, T, H]}
   * @param lengths {@code [B]} or {@code [B, 1]} int64; 0 counts as T
   * @return {@code [B, T, H]}
   */
  static Tensor reverse(Tensor x, Tensor lengths) {
    Tensor steps = positions(x, lengths); // [1, T]
    Tensor mirrored = wordCount(x, lengths).unsqueeze(1).sub(new Scalar(1)).sub(steps); // [B, T]
    Tensor index = torch.where(mirrored.ge(new Scalar(0)), mirrored, steps);
    return x.gather(1, index.unsqueeze(2).expand(x.size(0), x.size(1), x.size(2)));
  }

  /**
   * Which steps are words.
   *
   * @param x {@code [B, T, ...]}, for the extents
   * @param lengths {@code [B]} or {@code [B, 1]} int64
   * @return {@code [B, T]} bool
   */
  static Tensor mask(Tensor x, Tensor lengths) {
    return positions(x, lengths).lt(lengths.reshape(-1, 1));
  }

  /** {@code [B]}, between 1 and T. */
  private static Tensor wordCount(Tensor x, Tensor lengths) {
    Tensor flat = lengths.reshape(-1);
    return flat.masked_fill(flat.eq(new Scalar(0)), new Scalar(x.size(1)));
  }

  /** {@code [1, T]} int64: 0, 1, ... */
  private static Tensor positions(Tensor x, Tensor lengths) {
    return torch.arange(new Scalar(x.size(1)), lengths.options()).unsqueeze(0);
  }
}
