package io.murel.golden;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.murel.nn.Device;
import io.murel.nn.Torch;
import org.bytedeco.pytorch.global.torch;

/** The GPU for tests of it, which are skipped where there is none. */
public final class Gpu {
  private Gpu() {}

  /** Skips the test where libtorch has no CUDA or finds no GPU. */
  public static void require() {
    Torch.load();
    assumeTrue(
        torch.hasCUDA() && torch.cuda_device_count() > 0,
        "no GPU, or a libtorch without CUDA (see docs/gpu.md): skipped");
  }

  /** The first one. */
  public static Device device() {
    return Device.cuda(0);
  }
}
