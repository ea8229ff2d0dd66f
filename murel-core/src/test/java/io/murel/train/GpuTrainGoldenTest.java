package io.murel.train;

import io.murel.golden.Gpu;
import io.murel.nn.Device;
import io.murel.relation.kernel.KernelOptions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** On a GPU, where there is one. */
class GpuTrainGoldenTest extends TrainGoldenTest {

  @BeforeEach
  void gpu() {
    Gpu.require();
  }

  @Override
  List<KernelOptions.Kind> kernels() {
    return List.of(KernelOptions.Kind.AUTO);
  }

  @Override
  Device device() {
    return Gpu.device();
  }
}
