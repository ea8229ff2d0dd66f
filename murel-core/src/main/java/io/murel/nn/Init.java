package io.murel.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Random initial values, drawn from libtorch's generator (seeded by {@code torch.manual_seed}). */
public final class Init {
  private Init() {}

  static {
    Torch.load();
  }

  /** Uniform in {@code [-bound, bound)}. */
  public static Tensor uniform(double bound, long... shape) {
    return torch.empty(shape).uniform_(-bound, bound, null);
  }
}
