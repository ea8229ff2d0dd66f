package io.murel.relation.vector;

import io.murel.relation.PairKernel;
import io.murel.relation.kernel.KernelCase;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorKernelTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.murel.relation.kernel.KernelCases#lowRankMax")
  void givesTheNumbersAndGradientsOfTheOriginal(KernelCase c) {
    try (PairKernel kernel = new VectorKernel(2, 1 << 30)) {
      c.check(kernel, ScalarType.Float, KernelCase.FLOAT);
    }
  }
}
