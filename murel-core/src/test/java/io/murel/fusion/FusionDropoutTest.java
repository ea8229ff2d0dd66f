package io.murel.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.murel.nn.Torch;
import io.murel.options.Options;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where and when elements are dropped. */
class FusionDropoutTest {

  private static final double P = 0.25;

  @BeforeEach
  void seed() {
    Torch.load();
    torch.manual_seed(5);
  }

  /** Every dropout option of every type, one at a time. */
  static Stream<Named<Options>> dropouts() {
    return SmallFusions.named(
        SmallFusions.options("block", "mm_dim", 7, "chunks", 2, "dropout_input", P),
        SmallFusions.options("block", "mm_dim", 7, "chunks", 2, "dropout_pre_lin", P),
        SmallFusions.options("block", "mm_dim", 7, "chunks", 2, "dropout_output", P),
        SmallFusions.options("block_tucker", "mm_dim", 7, "chunks", 2, "dropout_input", P),
        SmallFusions.options("block_tucker", "mm_dim", 7, "chunks", 2, "dropout_pre_lin", P),
        SmallFusions.options("block_tucker", "mm_dim", 7, "chunks", 2, "dropout_output", P),
        SmallFusions.options("mutan", "mm_dim", 7, "dropout_input", P),
        SmallFusions.options("mutan", "mm_dim", 7, "dropout_pre_lin", P),
        SmallFusions.options("mutan", "mm_dim", 7, "dropout_output", P),
        SmallFusions.options("tucker", "mm_dim", 7, "dropout_input", P),
        SmallFusions.options("tucker", "mm_dim", 7, "dropout_pre_lin", P),
        SmallFusions.options("tucker", "mm_dim", 7, "dropout_output", P),
        smooth("mlb", "dropout_input"),
        smooth("mlb", "dropout_pre_lin"),
        smooth("mlb", "dropout_output"),
        smooth("mfb", "dropout_input"),
        smooth("mfb", "dropout_pre_norm"),
        smooth("mfb", "dropout_output"),
        smooth("mfh", "dropout_input"),
        smooth("mfh", "dropout_pre_lin"),
        smooth("mfh", "dropout_output"),
        SmallFusions.options("mcb", "mm_dim", 9, "activ_output", null, "dropout_output", P),
        smooth("linear_sum", "dropout_input"),
        smooth("linear_sum", "dropout_pre_lin"),
        smooth("linear_sum", "dropout_output"),
        SmallFusions.options("cat_mlp", "dimensions", List.of(9), "dropout", P));
  }

  /** Without activations, whose zeros would hide the dropped elements. */
  private static Options smooth(String type, String dropout) {
    return SmallFusions.options(
        type, "mm_dim", 7, "activ_input", null, "activ_output", null, dropout, P);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dropouts")
  void elementsAreDroppedInTrainingAndNotInEvaluation(Options options) {
    int n = 6;
    try (PointerScope scope = new PointerScope();
        Fusion fusion = SmallFusions.create(options, 5)) {
      // Equal rows: without dropout all pairs give the same.
      Tensor x0 = torch.randn(1, 1, 1, SmallFusions.D0).expand(2, n, 1, SmallFusions.D0);
      Tensor x1 = torch.randn(1, 1, 1, SmallFusions.D1).expand(2, 1, n, SmallFusions.D1);
      fusion.train(false);
      double[][] quiet = rows(fusion.forward(x0, x1));
      assertThat(List.of(quiet))
          .allSatisfy(row -> assertThat(row).containsExactly(quiet[0], within(1e-6)));

      fusion.train(true);
      // Three outputs, each dropped or not, make 8 patterns; all other masks make more.
      assertThat(distinct(rows(fusion.forward(x0, x1)))).isGreaterThanOrEqualTo(5);
    }
  }

  @ParameterizedTest(name = "of input {0}")
  @ValueSource(ints = {0, 1})
  void everyPairDrawsItsOwnMaskOfAnInput(int input) {
    int n = 6;
    Options options = smooth("linear_sum", "dropout_input");
    try (PointerScope scope = new PointerScope();
        Fusion fusion = SmallFusions.create(options, 5)) {
      silence(fusion, "linear" + (1 - input)); // what is left can only come from the one input
      Tensor x0 = torch.randn(1, n, 1, SmallFusions.D0);
      Tensor x1 = torch.randn(1, 1, n, SmallFusions.D1);
      Tensor out = fusion.forward(x0, x1); // [1, n, n, out]
      // All meetings of the first row of this input: one mask for the row would give one result.
      assertThat(distinct(rows(out.select(1 + input, 0)))).isGreaterThanOrEqualTo(3);
      fusion.train(false);
      assertThat(distinct(rows(fusion.forward(x0, x1).select(1 + input, 0)))).isEqualTo(1);
    }
  }

  private static void silence(Fusion fusion, String linear) {
    try (NoGradGuard noGrad = new NoGradGuard()) {
      fusion.namedParameters().get(linear + ".weight").zero_();
      fusion.namedParameters().get(linear + ".bias").zero_();
    }
  }

  private static long distinct(double[][] rows) {
    return Arrays.stream(rows).map(Arrays::toString).distinct().count();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"dropout_input", "dropout_pre_lin", "dropout_output"})
  void theExpectedShareIsDroppedAndTheMeanIsKept(String dropout) {
    try (PointerScope scope = new PointerScope();
        Fusion fusion = SmallFusions.create(smooth("linear_sum", dropout), 5)) {
      Tensor x0 = torch.randn(1, SmallFusions.D0);
      Tensor x1 = torch.randn(1, SmallFusions.D1);
      fusion.train(false);
      double[] expected = Torch.doubles(fusion.forward(x0, x1));
      fusion.train(true);
      int draws = 40_000;
      Tensor many =
          fusion.forward(x0.expand(draws, SmallFusions.D0), x1.expand(draws, SmallFusions.D1));
      assertThat(Torch.doubles(many.mean(0))).containsExactly(expected, within(0.02));
      if (dropout.equals("dropout_output")) {
        double zeros = Arrays.stream(Torch.doubles(many)).filter(v -> v == 0).count();
        assertThat(zeros / (draws * SmallFusions.OUT)).isCloseTo(P, within(0.01));
      }
    }
  }

  @Test
  void aFusionSeparatesExceptWhileItDropsInputs() {
    Options plain = SmallFusions.options("block", "mm_dim", 7, "chunks", 2, "dropout_pre_lin", P);
    try (Fusion drops = Fusions.create(plain.with("dropout_input", P));
        Fusion none = Fusions.create(plain)) {
      assertThat(none.separable()).isTrue();
      assertThat(drops.separable()).isFalse();
      drops.train(false);
      assertThat(drops.separable()).isTrue();
    }
  }

  private static double[][] rows(Tensor out) {
    double[] all = Torch.doubles(out);
    double[][] rows = new double[all.length / SmallFusions.OUT][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(all, i * SmallFusions.OUT, (i + 1) * SmallFusions.OUT);
    }
    return rows;
  }
}
