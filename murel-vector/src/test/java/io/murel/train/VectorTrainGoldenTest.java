package io.murel.train;

import io.murel.relation.kernel.KernelOptions;
import java.util.List;

class VectorTrainGoldenTest extends TrainGoldenTest {
  @Override
  List<KernelOptions.Kind> kernels() {
    return List.of(KernelOptions.Kind.VECTOR);
  }
}
