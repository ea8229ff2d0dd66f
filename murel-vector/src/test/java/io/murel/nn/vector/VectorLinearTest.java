package io.murel.nn.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import io.murel.nn.Linear;
import io.murel.nn.LinearKernel;
import io.murel.nn.LinearSource;
import io.murel.nn.OpSequence;
import io.murel.nn.Torch;
import io.murel.vector.Lanes;
import io.murel.vector.OtherWidth;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class VectorLinearTest {

  private static final float ROUNDING = 1e-5f;

  private PointerScope scope;
  private NoGradGuard noGrad;

  @BeforeEach
  void open() {
    Torch.load();
    torch.manual_seed(3);
    scope = new PointerScope();
    noGrad = new NoGradGuard();
  }

  @AfterEach
  void close() {
    noGrad.close();
    scope.close();
  }

  private static Tensor original(Tensor x, Tensor weight, Tensor bias) {
    return torch.linear(x, weight, bias == null ? new TensorOptional() : new TensorOptional(bias));
  }

  private static void check(LinearKernel kernel, Tensor x, Tensor weight, Tensor bias) {
    Tensor expected = original(x, weight, bias);
    Tensor actual = kernel.linear(x, weight, bias);
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.is_contiguous()).isTrue();
    assertThat(Torch.floats(actual)).containsExactly(Torch.floats(expected), within(ROUNDING));
  }

  @TestFactory
  Stream<DynamicTest> rowsAndSizesOfEveryKindInEveryWidth() {
    int[][] cases = {
      {4, 1, 1}, {5, 33, 7}, {9, 64, 32}, {36, 129, 250}, {37, 300, 31}, {72, 8, 97}
    };
    return Lanes.WIDTHS.stream()
        .flatMap(
            bits ->
                Stream.of(cases)
                    .map(
                        c ->
                            DynamicTest.dynamicTest(
                                "%d bits, %d rows, %d to %d".formatted(bits, c[0], c[1], c[2]),
                                () -> check(bits, c[0], c[1], c[2]))));
  }

  private static void check(int bits, int rows, int in, int out) throws Exception {
    OtherWidth.with(
        bits,
        LinearSource.class,
        source -> {
          try (PointerScope scope = new PointerScope();
              NoGradGuard noGrad = new NoGradGuard();
              LinearKernel kernel = source.create(2).orElseThrow()) {
            Tensor weight = torch.randn(out, in).div(new Scalar(Math.sqrt(in)));
            Tensor bias = torch.randn(out);
            for (int again = 0; again < 2; again++) {
              check(kernel, torch.randn(rows, in), weight, bias);
              check(kernel, torch.randn(rows, in), weight, null);
            }
            check(kernel, torch.randn(in, rows).t(), weight, bias); // not dense
            check(kernel, torch.randn(1, rows, in), weight, bias);
          }
        });
  }

  @Test
  void onlyWhatIsFasterIsServed() {
    try (LinearKernel kernel = new VectorLinear(2)) {
      Tensor weight = torch.randn(400, 500);
      assertThat(kernel.serves(torch.randn(3, 500), weight)).isFalse();
      assertThat(kernel.serves(torch.randn(4, 500), weight)).isTrue();
      assertThat(kernel.serves(torch.randn(2, 36, 500), weight)).isTrue();
      assertThat(kernel.serves(torch.randn(73, 500), weight)).isFalse();
      assertThat(kernel.serves(torch.randn(9, 400), weight.t())).isFalse(); // not dense
      Tensor doubles = weight.to(ScalarType.Double);
      assertThat(kernel.serves(torch.randn(9, 500).to(ScalarType.Double), doubles)).isFalse();
    }
  }

  @Test
  void weightsThatAreWrittenToAreReadAgain() {
    try (LinearKernel kernel = new VectorLinear(2)) {
      Tensor x = torch.randn(9, 20);
      Tensor weight = torch.randn(30, 20);
      check(kernel, x, weight, null);
      weight.mul_(new Scalar(2));
      check(kernel, x, weight, null);
      weight.select(0, 3).zero_(); // through a view
      check(kernel, x, weight, null);
      check(kernel, x, torch.randn(10, 20), null); // other weights, of another size
    }
  }

  @Test
  void aLayerTakesItWhereNoGradientsAreWanted() {
    try (Linear layer = new Linear(500, 400)) {
      Tensor x = torch.randn(9, 500);
      Tensor fast = layer.forward(x);
      layer.use(OpSequence.TILED);
      Tensor tiled = layer.forward(x);
      assertThat(fast.equal(tiled)).as("rounded differently").isFalse();
      assertThat(Torch.floats(fast)).containsExactly(Torch.floats(tiled), within(ROUNDING));
    }
  }

  @Test
  void aLayerThatBecomesAnotherTypeAndComesBackIsReadAgain() {
    try (Linear layer = new Linear(500, 400)) {
      Tensor x = torch.randn(9, 500);
      layer.forward(x);
      layer.to(ScalarType.Double);
      layer.weight().zero_();
      layer.to(ScalarType.Float);
      Tensor zeros = layer.forward(x).sub(layer.bias());
      assertThat(Torch.floats(zeros)).containsOnly(0);
    }
  }

  @Test
  void closingTwiceIsOneTimeTooManyButHarmless() {
    LinearKernel kernel = new VectorLinear(2);
    kernel.linear(torch.randn(9, 20), torch.randn(300, 20), null);
    kernel.close();
    assertThatCode(kernel::close).doesNotThrowAnyException();
  }
}
