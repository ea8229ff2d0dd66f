package io.murel.relation;

import io.murel.relation.kernel.KernelOptions;

class NaiveMurelCellTest extends MurelCellTest {
  @Override
  KernelOptions.Kind kind() {
    return KernelOptions.Kind.NAIVE;
  }
}
