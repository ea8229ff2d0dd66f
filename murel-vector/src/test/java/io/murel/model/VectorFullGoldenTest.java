package io.murel.model;

import io.murel.relation.kernel.KernelOptions;

class VectorFullGoldenTest extends FullGoldenTest {
  @Override
  KernelOptions.Kind kernel() {
    return KernelOptions.Kind.VECTOR;
  }
}
