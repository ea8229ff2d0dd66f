package io.murel.relation;

import io.murel.relation.kernel.KernelOptions;

class NaivePairwiseTest extends PairwiseTest {
  @Override
  KernelOptions.Kind kind() {
    return KernelOptions.Kind.NAIVE;
  }
}
