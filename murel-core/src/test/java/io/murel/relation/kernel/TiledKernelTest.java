package io.murel.relation.kernel;

import io.murel.relation.PairKernel;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TiledKernelTest {

  /** Less than a row takes: each row is a tile. */
  private static final long ROWS = 1;

  /** Some rows of an image. */
  private static final long SOME = 50_000;

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "io.murel.relation.kernel.KernelCases#lowRankMax",
    "io.murel.relation.kernel.KernelCases#pooled",
    "io.murel.relation.kernel.KernelCases#other"
  })
  void tilesOfAnySizeGiveTheNumbersAndGradientsOfTheOriginal(KernelCase c) {
    check(c, TiledKernel.CPU_TILE, ScalarType.Double, KernelCase.DOUBLE);
    if (c.regions() < 10) {
      check(c, ROWS, ScalarType.Double, KernelCase.DOUBLE);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "io.murel.relation.kernel.KernelCases#lowRankMax",
    "io.murel.relation.kernel.KernelCases#fullSize",
    "io.murel.relation.kernel.KernelCases#pooled"
  })
  void soTheyDoInFloat32(KernelCase c) {
    check(c, SOME, ScalarType.Float, KernelCase.FLOAT);
  }

  private static void check(KernelCase c, long tile, ScalarType type, double tolerance) {
    try (PairKernel kernel = new TiledKernel(tile)) {
      c.check(kernel, type, tolerance);
    }
  }
}
