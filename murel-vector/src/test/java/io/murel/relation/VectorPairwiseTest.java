package io.murel.relation;

import io.murel.relation.kernel.KernelOptions;

class VectorPairwiseTest extends PairwiseTest {
  @Override
  KernelOptions.Kind kind() {
    return KernelOptions.Kind.VECTOR;
  }
}
