package io.murel.model;

import io.murel.relation.kernel.KernelOptions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** In float32: float64 is left to the tiles. */
class VectorNetGoldenTest extends NetGoldenTest {
  @Override
  List<KernelOptions.Kind> kernels() {
    return List.of(KernelOptions.Kind.VECTOR);
  }

  @Override
  Stream<DynamicTest> networksGiveTheNumbersOfTheOriginalInFloat64() {
    return Stream.empty();
  }
}
