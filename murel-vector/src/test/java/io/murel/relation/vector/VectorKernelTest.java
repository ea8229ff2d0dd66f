package io.murel.relation.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.murel.fusion.Fusion;
import io.murel.fusion.Fusions;
import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.relation.Aggregation;
import io.murel.relation.PairKernel;
import io.murel.relation.PairTerm;
import io.murel.relation.Pairs;
import io.murel.relation.Related;
import io.murel.relation.kernel.KernelCase;
import io.murel.relation.kernel.TiledKernel;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorKernelTest {

  private static final long MEMORY = 1 << 28;

  private final PairKernel kernel = new VectorKernel(3, MEMORY);

  @AfterEach
  void close() {
    kernel.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "io.murel.relation.kernel.KernelCases#lowRankMax",
    "io.murel.relation.kernel.KernelCases#fullSize"
  })
  void givesTheNumbersAndGradientsOfTheOriginal(KernelCase c) {
    c.check(kernel, ScalarType.Float, KernelCase.FLOAT);
  }

  @Test
  void servesOnlyMaximaOfLowRankFusionsInFloat32() {
    try (PointerScope scope = new PointerScope();
        Problem problem = new Problem(2, 3);
        Fusion other =
            Fusions.create(
                Options.of(
                    Map.of("type", "mlb", "input_dims", List.of(70, 70), "output_dim", 70)))) {
      PairTerm boxes = problem.boxTerm(1);
      PairTerm feat = new PairTerm(problem.feat, problem.regions, 1);
      assertThat(kernel.serves(new Pairs(boxes, feat, 2, null, true, Aggregation.MAX))).isTrue();
      assertThat(kernel.serves(new Pairs(boxes, feat, 2, null, true, Aggregation.MEAN))).isFalse();
      PairTerm mlb = new PairTerm(other, problem.regions, 1);
      assertThat(kernel.serves(new Pairs(boxes, mlb, 2, null, true, Aggregation.MAX))).isFalse();
      Tensor wide = problem.regions.to(ScalarType.Double);
      PairTerm precise = new PairTerm(problem.feat, wide, 1);
      assertThat(kernel.serves(new Pairs(null, precise, 2, null, true, Aggregation.MAX))).isFalse();
    }
  }

  @Test
  void winnersAreThoseOfTheTiles() {
    try (PointerScope scope = new PointerScope();
        Problem problem = new Problem(3, 20);
        PairKernel tiles = new TiledKernel()) {
      Related mine = problem.relate(kernel);
      Related theirs = problem.relate(tiles);
      long[] a = Torch.longs(mine.partners());
      long[] b = Torch.longs(theirs.partners());
      int different = 0;
      for (int i = 0; i < a.length; i++) {
        different += a[i] == b[i] ? 0 : 1;
      }
      assertThat(different).as("ties up to rounding").isLessThan(a.length / 1000);
    }
  }

  @ParameterizedTest(name = "{0} images")
  @ValueSource(ints = {1, 3, 20})
  void theSameNumbersEveryTimeWhoeverComputesThem(int images) {
    try (PointerScope scope = new PointerScope();
        Problem problem = new Problem(images, 9)) {
      List<double[]> first = problem.everything(kernel);
      for (int again = 0; again < 5; again++) {
        List<double[]> next = problem.everything(kernel);
        for (int i = 0; i < first.size(); i++) {
          assertThat(next.get(i)).containsExactly(first.get(i));
        }
      }
    }
  }

  /** Room for all images, for one of three, for none. */
  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(longs = {MEMORY, 80_000, 0})
  void boxesThatAreKeptCountAsMuchAsBoxesThatAreNot(long memory) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        Problem problem = new Problem(3, 11);
        PairKernel keeps = new VectorKernel(2, memory)) {
      float[] expected = Torch.floats(problem.relate(kernel).regions());
      PairTerm boxes = problem.boxTerm(2);
      for (int step = 0; step < 2; step++) {
        Related related = keeps.relate(problem.pairs(boxes, null));
        assertThat(Torch.floats(related.regions())).containsExactly(expected, within(1e-5f));
      }
      problem.boxes.mul_(new Scalar(0.5)); // other boxes, another term
      float[] other = Torch.floats(problem.relate(kernel).regions());
      Related related = keeps.relate(problem.pairs(problem.boxTerm(2), null));
      assertThat(Torch.floats(related.regions())).containsExactly(other, within(1e-5f));
    }
  }

  @Test
  void oneImageForAllQuestionsIsKeptOnce() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        Problem problem = new Problem(4, 11)) {
      problem.boxes.copy_(problem.boxes.narrow(0, 0, 1).expand(4, 11, 4).contiguous());
      float[] expected = Torch.floats(problem.relate(kernel).regions());
      PairTerm one = new PairTerm(problem.coord, problem.boxes.narrow(0, 0, 1), 3);
      for (int step = 0; step < 2; step++) {
        Related related = kernel.relate(problem.pairs(one, null));
        assertThat(Torch.floats(related.regions())).containsExactly(expected, within(1e-5f));
      }
    }
  }

  @Test
  void whereZIsExactly0TheGradientIs0AndNotInfinite() {
    try (PointerScope scope = new PointerScope();
        Problem problem = new Problem(2, 5)) {
      for (Tensor parameter : problem.feat.namedParameters().values()) {
        if (parameter.dim() == 1) {
          try (NoGradGuard noGrad = new NoGradGuard()) {
            parameter.zero_(); // no biases: regions of zeros have z of zeros
          }
        }
      }
      try (NoGradGuard noGrad = new NoGradGuard()) {
        problem.regions.narrow(1, 0, 2).zero_();
      }
      for (double[] numbers : problem.everything(kernel)) {
        assertThat(numbers).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
      }
    }
  }

  @Test
  void rowsOfPaddingAreZeros() {
    try (PointerScope scope = new PointerScope();
        Problem problem = new Problem(2, 4)) {
      Tensor mask = Torch.tensor(new float[] {1, 1, 1, 1, 1, 1, 0, 0}, 2, 4).to(ScalarType.Bool);
      Related related = kernel.relate(problem.pairs(problem.boxTerm(1), mask));
      Tensor padding = related.regions().narrow(0, 1, 1).narrow(1, 2, 2);
      assertThat(Torch.floats(padding)).containsOnly(0);
      assertThat(LongStream.of(Torch.longs(related.partners()))).allMatch(j -> j < 4);
    }
  }

  @Test
  void memoryStaysFlat() {
    try (Problem problem = new Problem(4, 36)) {
      problem.train(kernel, 50);
      long least = Long.MAX_VALUE; // the Java heap grows too, but not for ever
      for (int window = 0; window < 5 && least >= 50_000_000; window++) {
        long before = Pointer.physicalBytes();
        problem.train(kernel, 200);
        least = Math.min(least, Pointer.physicalBytes() - before);
      }
      assertThat(least)
          .as("bytes; 200 steps that keep their factors take 100 MB")
          .isLessThan(50_000_000);
    }
  }
}
