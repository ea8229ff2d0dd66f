package io.murel.relation.kernel;

import io.murel.golden.Gpu;
import io.murel.relation.PairKernel;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tiles on a GPU, where there is one. */
class GpuTiledKernelTest {

  @BeforeEach
  void gpu() {
    Gpu.require();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "io.murel.relation.kernel.KernelCases#lowRankMax",
    "io.murel.relation.kernel.KernelCases#fullSize",
    "io.murel.relation.kernel.KernelCases#pooled",
    "io.murel.relation.kernel.KernelCases#other"
  })
  void tilesGiveTheNumbersAndGradientsOfTheOriginal(KernelCase c) {
    try (PairKernel kernel = new TiledKernel()) {
      c.check(kernel, ScalarType.Double, 10 * KernelCase.DOUBLE, Gpu.device());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "io.murel.relation.kernel.KernelCases#lowRankMax",
    "io.murel.relation.kernel.KernelCases#fullSize"
  })
  void soTheyDoInFloat32(KernelCase c) {
    try (PairKernel kernel = new TiledKernel()) {
      c.check(kernel, ScalarType.Float, KernelCase.FLOAT, Gpu.device());
    }
  }
}
