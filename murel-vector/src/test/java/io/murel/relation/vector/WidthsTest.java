package io.murel.relation.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.relation.PairKernel;
import io.murel.relation.kernel.KernelCase;
import io.murel.relation.kernel.KernelCases;
import io.murel.relation.kernel.KernelProvider;
import io.murel.vector.Lanes;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels as they are on CPUs with vectors of other widths. */
class WidthsTest {

  /** Loads the kernels' classes once more: the width of vectors is one of their constants. */
  private static final class Again extends ClassLoader {

    private static final List<String> PACKAGES =
        List.of(Lanes.class.getPackageName() + ".", VectorKernel.class.getPackageName() + ".");

    Again() {
      super(WidthsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded == null && PACKAGES.stream().anyMatch(name::startsWith)) {
          loaded = define(name);
        }
        return loaded != null ? loaded : super.loadClass(name, resolve);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> ofEveryWidthGiveTheSame() {
    return Lanes.WIDTHS.stream()
        .flatMap(
            bits ->
                KernelCases.lowRankMax()
                    .filter(c -> c.regions() < 50)
                    .map(c -> DynamicTest.dynamicTest(bits + " bits, " + c, () -> check(bits, c))));
  }

  private static void check(int bits, KernelCase c) throws ReflectiveOperationException {
    Assumptions.assumeTrue(
        bits <= Lanes.widest(), "this CPU has no vectors of " + bits + " bits: skipped");
    String before = System.getProperty(Lanes.BITS);
    System.setProperty(Lanes.BITS, String.valueOf(bits));
    try {
      Again again = new Again();
      KernelProvider provider =
          ServiceLoader.load(KernelProvider.class, again).findFirst().orElseThrow();
      var count = again.loadClass(Lanes.class.getName()).getDeclaredField("COUNT");
      count.setAccessible(true);
      assertThat(count.getInt(null)).isEqualTo(bits / Float.SIZE);
      try (PairKernel kernel = provider.create(1 << 28)) {
        assertThat(kernel.getClass().getClassLoader()).isSameAs(again);
        c.check(kernel, ScalarType.Float, KernelCase.FLOAT);
      }
    } finally {
      if (before == null) {
        System.clearProperty(Lanes.BITS);
      } else {
        System.setProperty(Lanes.BITS, before);
      }
    }
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
