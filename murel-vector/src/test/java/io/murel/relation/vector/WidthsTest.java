package io.murel.relation.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.relation.PairKernel;
import io.murel.relation.kernel.KernelCase;
import io.murel.relation.kernel.KernelCases;
import io.murel.relation.kernel.KernelProvider;
import io.murel.vector.Lanes;
import io.murel.vector.OtherWidth;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels as they are on CPUs with vectors of other widths. */
class WidthsTest {

  @TestFactory
  Stream<DynamicTest> ofEveryWidthGiveTheSame() {
    return Lanes.WIDTHS.stream()
        .flatMap(
            bits ->
                KernelCases.lowRankMax()
                    .filter(c -> c.regions() < 50)
                    .map(c -> DynamicTest.dynamicTest(bits + " bits, " + c, () -> check(bits, c))));
  }

  private static void check(int bits, KernelCase c) throws Exception {
    OtherWidth.with(
        bits,
        KernelProvider.class,
        provider -> {
          try (PairKernel kernel = provider.create(1 << 28)) {
            c.check(kernel, ScalarType.Float, KernelCase.FLOAT);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tilesTakeEveryPartnerOnce(boolean manyRegisters) {
    for (int partners = 1; partners < 200; partners++) {
      Tiling tiling = Tiling.of(partners, manyRegisters);
      int next = 0;
      for (int tile = 0; tile < tiling.tiles(); tile++) {
        assertThat(tiling.first(tile)).isEqualTo(next);
        next += tiling.rows(tile);
      }
      assertThat(tiling.padded()).isEqualTo(next).isBetween(partners, partners + 3);
    }
  }

  @Test
  void fewRegistersTakeSmallTilesOnly() {
    assertThat(Tiling.of(36, false)).isEqualTo(new Tiling(0, 9));
    assertThat(Tiling.of(36, true)).isEqualTo(new Tiling(3, 0));
    assertThat(Tiling.of(37, true)).isEqualTo(new Tiling(3, 1));
    assertThat(Tiling.of(7, true)).isEqualTo(new Tiling(0, 2));
  }
}
