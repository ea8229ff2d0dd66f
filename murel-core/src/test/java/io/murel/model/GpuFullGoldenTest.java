package io.murel.model;

import io.murel.golden.Gpu;
import io.murel.nn.Device;
import io.murel.relation.kernel.KernelOptions;
import org.junit.jupiter.api.BeforeEach;

/** On a GPU, where there is one. */
class GpuFullGoldenTest extends FullGoldenTest {

  @BeforeEach
  void gpu() {
    Gpu.require();
  }

  @Override
  KernelOptions.Kind kernel() {
    return KernelOptions.Kind.AUTO;
  }

  @Override
  Device device() {
    return Gpu.device();
  }
}
