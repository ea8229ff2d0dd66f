package io.murel.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products of one, few and many rows against libtorch's own. */
class ProductsTest {

  private static final int IN = 5;
  private static final int OUT = 3;

  @BeforeEach
  void seed() {
    Torch.load();
    torch.manual_seed(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 99, 100, 150})
  void allNumbersOfRowsGiveTheSame(int rows) {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = torch.randn(1, rows, IN).to(ScalarType.Double);
      Tensor weight = torch.randn(OUT, IN).to(ScalarType.Double);
      Tensor bias = torch.randn(OUT).to(ScalarType.Double);
      Tensor expected = torch.linear(x, weight, new TensorOptional(bias));
      Tensor actual = Products.linear(x, weight, bias);
      assertThat(actual.shape()).containsExactly(1, rows, OUT);
      assertThat(actual.is_contiguous()).isTrue();
      assertSame(actual, expected);
      assertSame(Products.linear(x, weight, null), torch.linear(x, weight));
      Tensor sums = torch.ones(new long[] {rows, OUT}, x.options());
      Products.add(sums, x.squeeze(0), weight);
      assertSame(sums, torch.linear(x.squeeze(0), weight).add(torch.ones_like(sums)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void theyAreRecorded(int rows) {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = GradientCheck.random(2, rows, IN).requires_grad_(true);
      Tensor weight = GradientCheck.random(OUT, IN).requires_grad_(true);
      Tensor bias = GradientCheck.random(OUT).requires_grad_(true);
      GradientCheck.check(
          Map.of("x", x, "weight", weight, "bias", bias), () -> Products.linear(x, weight, bias));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void targetsMayBePartsOfLargerMatrices(int rows) {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = torch.randn(rows, IN).to(ScalarType.Double);
      Tensor weight = torch.randn(OUT, IN).to(ScalarType.Double);
      Tensor whole = torch.zeros(new long[] {rows, 3 * OUT}, x.options());
      Products.add(whole.narrow(1, OUT, OUT), x, weight);
      assertSame(whole.narrow(1, OUT, OUT), torch.linear(x, weight));
      assertThat(whole.narrow(1, 0, OUT).abs().sum().item_double()).isZero();
      assertThat(whole.narrow(1, 2 * OUT, OUT).abs().sum().item_double()).isZero();
    }
  }

  private static void assertSame(Tensor actual, Tensor expected) {
    assertThat(Torch.doubles(actual))
        .containsExactly(Torch.doubles(expected), Offset.offset(1e-13));
  }
}
