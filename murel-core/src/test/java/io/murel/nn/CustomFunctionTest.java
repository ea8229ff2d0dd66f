package io.murel.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CustomFunctionTest {

  @BeforeAll
  static void load() {
    Torch.load();
  }

  /** {@code a a b}, with its gradient by hand. */
  private static Tensor squareTimes(Tensor a, Tensor b) {
    Tensor value;
    try (NoGradGuard noGrad = new NoGradGuard()) {
      value = a.mul(a).mul(b);
    }
    return CustomFunction.apply(
        value,
        new Tensor[] {a, b},
        g -> new Tensor[] {a.mul(b).mul(g).mul(new Scalar(2)), a.mul(a).mul(g)});
  }

  private static Tensor leaf(long... shape) {
    return torch.randn(shape).to(ScalarType.Double).requires_grad_(true);
  }

  private static double[] take(Tensor leaf) {
    double[] gradient = Torch.doubles(leaf.grad());
    leaf.mutable_grad().reset();
    return gradient;
  }

  @Test
  void itsGradientJoinsThoseOfTheOperationsAroundIt() {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = leaf(3, 4);
      Tensor w = leaf(3, 4); // a leaf among the inputs
      Tensor inner = x.sin(); // used twice: once inside, once beside
      squareTimes(inner, w).mul(inner).sum().backward();
      double[] gx = take(x);
      double[] gw = take(w);
      Tensor again = x.sin();
      again.mul(again).mul(w).mul(again).sum().backward();
      assertThat(gx).containsExactly(take(x), org.assertj.core.data.Offset.offset(1e-14));
      assertThat(gw).containsExactly(take(w), org.assertj.core.data.Offset.offset(1e-14));
    }
  }

  @Test
  void oneCanFeedAnotherAndBeUsedTwice() {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = leaf(5);
      Tensor w = leaf(5);
      GradientCheck.check(
          Map.of("x", x, "w", w),
          () -> {
            Tensor y = squareTimes(x, w);
            return squareTimes(y, x).add(y.cos());
          });
    }
  }

  @Test
  void inputsThatRequireNoGradientReceiveNone() {
    try (PointerScope scope = new PointerScope()) {
      Tensor a = leaf(2);
      Tensor fixed = torch.randn(2).to(ScalarType.Double);
      squareTimes(a, fixed).sum().backward();
      assertThat(a.grad().defined()).isTrue();
      assertThat(fixed.grad().defined()).isFalse();
    }
  }

  @Test
  void withoutRecordingTheValueStaysAPlainTensor() {
    try (PointerScope scope = new PointerScope()) {
      Tensor fixed = torch.randn(2);
      assertThat(squareTimes(fixed, fixed).requires_grad()).isFalse();
      try (NoGradGuard noGrad = new NoGradGuard()) {
        assertThat(squareTimes(leaf(2), leaf(2)).requires_grad()).isFalse();
      }
    }
  }

  @Test
  void aGradientThatIsNotThereIsLeftOut() {
    try (PointerScope scope = new PointerScope()) {
      Tensor a = leaf(2, 3);
      Tensor b = leaf(3, 2);
      Tensor value;
      try (NoGradGuard noGrad = new NoGradGuard()) {
        value = a.mm(b);
      }
      Tensor product =
          CustomFunction.apply(
              value,
              new Tensor[] {a, b},
              g -> {
                Gradients.addProduct(a, 0, g, b.t());
                return new Tensor[] {null, a.t().mm(g)};
              });
      product.sum().backward();
      double[] ga = take(a);
      double[] gb = take(b);
      a.mm(b).sum().backward();
      assertThat(ga).isEqualTo(take(a));
      assertThat(gb).isEqualTo(take(b));
    }
  }

  @Test
  void gradientsAddUpWhereThereAreSome() {
    try (PointerScope scope = new PointerScope()) {
      Tensor parameter = leaf(2, 2);
      Tensor fixed = torch.ones(2, 2).to(ScalarType.Double);
      Tensor ones = torch.ones(2, 2).to(ScalarType.Double);
      Gradients.add(parameter, 0, ones);
      Gradients.add(parameter, 0, ones);
      Gradients.addProduct(parameter, 0, ones, ones);
      Gradients.add(parameter, 1, ones.narrow(0, 0, 1)); // to the second row
      Gradients.addProduct(parameter, 1, ones.narrow(0, 0, 1), ones);
      Gradients.add(fixed, 0, ones);
      Gradients.addProduct(fixed, 0, ones, ones);
      assertThat(Torch.doubles(parameter.grad())).containsExactly(4, 4, 7, 7);
      assertThat(Torch.doubles(ones)).containsOnly(1); // was not taken as the sum itself
      assertThat(fixed.grad().defined()).isFalse();
    }
  }

  @Test
  void anErrorInTheGradientReachesTheCaller() {
    try (PointerScope scope = new PointerScope()) {
      Tensor a = leaf(2);
      Tensor value;
      try (NoGradGuard noGrad = new NoGradGuard()) {
        value = a.neg();
      }
      Tensor broken =
          CustomFunction.apply(
              value,
              new Tensor[] {a},
              g -> {
                throw new IllegalStateException("out of order");
              });
      assertThatThrownBy(() -> broken.sum().backward()).hasMessageContaining("out of order");
    }
  }

  @Test
  void withoutAScopeItRefuses() {
    assertThat((Object) PointerScope.getInnerScope()).isNull();
    try (Tensor a = leaf(2)) {
      assertThatThrownBy(() -> squareTimes(a, a))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("a PointerScope must be open around forward and backward");
    }
  }

  @Test
  void memoryStaysFlat() throws IOException, InterruptedException {
    Path status = Path.of("/proc/self/status");
    Assumptions.assumeTrue(Files.exists(status), "memory is read from /proc");
    try (Tensor a = leaf(250_000);
        Tensor b = leaf(250_000)) { // 2 MB each
      long before = 0;
      for (int i = 0; i < 120; i++) {
        if (i == 20) {
          before = residentMegabytes(status);
        }
        try (PointerScope scope = new PointerScope()) {
          Tensor y = squareTimes(a, b);
          if (i % 3 != 0) { // some are never followed back
            squareTimes(y, b).sum().backward();
          }
        }
      }
      assertThat(residentMegabytes(status) - before).isLessThan(60);
    }
  }

  private static long residentMegabytes(Path status) throws IOException, InterruptedException {
    System.gc();
    Thread.sleep(100);
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }
}
