package io.murel.model;

import io.murel.relation.kernel.KernelOptions;
import java.util.List;

class VectorKernelTraceTest extends KernelTraceTest {
  @Override
  List<KernelOptions.Kind> kernels() {
    return List.of(KernelOptions.Kind.VECTOR);
  }
}
