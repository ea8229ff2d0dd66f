package io.murel.model;

import io.murel.relation.kernel.KernelOptions.Kind;

class VectorFullSizeGradientTest extends FullSizeGradientTest {
  @Override
  Kind kernel() {
    return Kind.VECTOR;
  }
}
