package io.murel.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.golden.Golden;
import io.murel.nn.OpSequence;
import io.murel.nn.Torch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without padding and with a gradient by hand, against the original's steps, in float64. */
class PackedGruTest {

  private static final int E = 3;
  private static final int H = 4;
  private static final int T = 5;
  private static final long[] LENGTHS = {2, 5, 1, 3, 5};

  private PointerScope scope;

  @BeforeEach
  void openScope() {
    Torch.load();
    torch.manual_seed(6);
    scope = new PointerScope();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  /** Computes the steps of an encoder, those with dropout with masks of their own. */
  private interface Steps {
    Tensor of(Tensor question, Tensor lengths);
  }

  private record Case(String name, RecurrentEncoder encoder, Steps steps) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Made in the test's scope, by name. */
  static Stream<String> encoders() {
    return Stream.of("UniSkip", "BiSkip", "gru", "DropUniSkip", "BayesianUniSkip", "no dropout");
  }

  private static Case create(String name) {
    SkipThoughtsWeights weights = SkipThoughtsWeights.random(6, E, H, name.equals("BiSkip"));
    RecurrentEncoder encoder =
        switch (name) {
          case "UniSkip" -> new UniSkip(weights, false);
          case "BiSkip" -> new BiSkip(weights, false);
          case "gru" -> new GruEncoder(6, E, H, 0, false);
          case "DropUniSkip" -> new DropUniSkip(weights, false, 0.5);
          default -> new BayesianUniSkip(weights, false, name.equals("no dropout") ? 0 : 0.5);
        };
    encoder.to(ScalarType.Double);
    if (encoder instanceof DropUniSkip drop) {
      GruMasks masks = DropGru.masks(mask(E), mask(H));
      return new Case(name, encoder, (q, l) -> drop.steps(q, l, masks));
    }
    if (name.equals("BayesianUniSkip")) {
      GruMasks masks =
          new GruMasks(
              List.of(mask(E), mask(E), mask(E)), List.of(mask(H), mask(H), mask(H)), false);
      return new Case(name, encoder, (q, l) -> ((BayesianUniSkip) encoder).steps(q, l, masks));
    }
    return new Case(name, encoder, encoder::steps);
  }

  /** {@code [B, width]} of 0 and 2. */
  private static Tensor mask(int width) {
    Tensor dropped = torch.rand(LENGTHS.length, width).lt(new Scalar(0.5));
    return torch
        .full(new long[] {LENGTHS.length, width}, new Scalar(2.0))
        .masked_fill(dropped, new Scalar(0))
        .to(ScalarType.Double);
  }

  private static Tensor question() {
    long[] words = new long[LENGTHS.length * T];
    for (int b = 0; b < LENGTHS.length; b++) {
      for (int t = 0; t < LENGTHS[b]; t++) {
        words[b * T + t] = 1 + (3 * b + 5 * t + b * t) % 6;
      }
    }
    return Torch.tensor(words, LENGTHS.length, T);
  }

  private static Tensor lengths() {
    return Torch.tensor(LENGTHS, LENGTHS.length);
  }

  /** Output where there are words, and all gradients. */
  private static Map<String, double[]> run(Case c, OpSequence sequence, Tensor lengths) {
    c.encoder.use(sequence);
    Tensor steps = c.steps.of(question(), lengths);
    Tensor padding = Sequences.mask(steps, lengths()).logical_not().unsqueeze(2);
    Tensor seen = steps.masked_fill(padding, new Scalar(0));
    Tensor weights = torch.arange(new Scalar(seen.numel())).to(ScalarType.Double).cos();
    seen.mul(weights.view(seen.shape())).sum().backward();
    Map<String, double[]> results = new LinkedHashMap<>();
    results.put("steps", Torch.doubles(seen));
    c.encoder
        .namedParameters()
        .forEach(
            (name, parameter) -> {
              results.put(name, Torch.doubles(parameter.grad()));
              parameter.mutable_grad().reset();
            });
    return results;
  }

  private static void check(Map<String, double[]> actual, Map<String, double[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, values) ->
            assertThat(Golden.relativeError(actual.get(name), values)).as(name).isLessThan(1e-12));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("encoders")
  void questionsOfUnequalLengthGiveWhatThePaddedOnesGive(String name) {
    Case c = create(name);
    Map<String, double[]> original = run(c, OpSequence.ORIGINAL, null);
    check(run(c, OpSequence.FAST, lengths()), original);
    check(run(c, OpSequence.FAST, lengths().unsqueeze(1)), original); // as a column
    check(run(c, OpSequence.FAST, null), original);
    c.encoder.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("encoders")
  void gradientsOfSeveralPassesAddUp(String name) {
    Case c = create(name);
    Map<String, Tensor> parameters = c.encoder.namedParameters();
    c.steps.of(question(), lengths()).sum().backward();
    Map<String, double[]> once = new LinkedHashMap<>();
    parameters.forEach((key, p) -> once.put(key, Torch.doubles(p.grad().mul(new Scalar(2)))));
    c.steps.of(question(), lengths()).sum().backward();
    Map<String, double[]> twice = new LinkedHashMap<>();
    parameters.forEach((key, p) -> twice.put(key, Torch.doubles(p.grad())));
    check(twice, once);
    c.encoder.close();
  }

  @Test
  void afterTheLastWordThereAreZeros() {
    Case c = create("UniSkip");
    Tensor steps = c.encoder.steps(question(), lengths());
    assertThat(Torch.doubles(steps.select(0, 2).narrow(0, 1, T - 1))).containsOnly(0);
    assertThat(Torch.doubles(steps.select(0, 1))).doesNotContain(0);
    c.encoder.close();
  }

  /** As in the original, where the last step is selected then. */
  @Test
  void aQuestionWithoutWordsIsReadOverItsPadding() {
    Case c = create("gru");
    Tensor question = Torch.tensor(new long[] {1, 2, 0, 0, 0, 0}, 2, 3);
    Tensor lengths = Torch.tensor(new long[] {2, 0}, 2);
    double[] packed = Torch.doubles(c.encoder.forward(question, lengths));
    c.encoder.use(OpSequence.ORIGINAL);
    double[] original = Torch.doubles(c.encoder.forward(question, lengths));
    assertThat(Golden.relativeError(packed, original)).isLessThan(1e-12);
    assertThat(packed).doesNotContain(0);
    c.encoder.close();
  }

  @Test
  void paddingReceivesNoGradientEvenBetweenWords() {
    Case c = create("gru");
    Tensor question = Torch.tensor(new long[] {1, 0, 2}, 1, 3);
    c.encoder.steps(question, Torch.tensor(new long[] {3}, 1)).sum().backward();
    Tensor gradient = c.encoder.namedParameters().get("embedding.weight").grad();
    assertThat(Torch.doubles(gradient.select(0, 0))).containsOnly(0);
    assertThat(Torch.doubles(gradient.select(0, 1))).doesNotContain(0);
    assertThat(Torch.doubles(gradient.select(0, 3))).containsOnly(0); // does not occur
    c.encoder.close();
  }

  @Test
  void fixedWordVectorsLeaveTheOtherGradientsAsTheyAre() {
    Case c = create("gru");
    Map<String, double[]> expected = run(c, OpSequence.FAST, lengths());
    c.encoder.namedParameters().get("embedding.weight").requires_grad_(false);
    c.encoder.use(OpSequence.FAST);
    Tensor weights = torch.arange(new Scalar(LENGTHS.length * T * H)).to(ScalarType.Double).cos();
    Tensor steps = c.encoder.steps(question(), lengths());
    steps.mul(weights.view(steps.shape())).sum().backward();
    c.encoder
        .namedParameters()
        .forEach(
            (name, p) -> {
              if (p.requires_grad()) {
                assertThat(Torch.doubles(p.grad())).as(name).isEqualTo(expected.get(name));
              } else {
                assertThat(p.grad().defined()).isFalse();
              }
            });
    c.encoder.close();
  }

  @Test
  void wordsLieStepAfterStepWithTheLongestQuestionFirst() {
    PackedWords words = PackedWords.of(question(), lengths());
    assertThat(words.counts()).containsExactly(5, 4, 3, 2, 2);
    assertThat(words.size()).isEqualTo(16);
    assertThat(Torch.longs(words.order())).containsExactly(1, 4, 3, 0, 2);
    assertThat(Torch.longs(words.questions()))
        .containsExactly(1, 4, 3, 0, 2, 1, 4, 3, 0, 1, 4, 3, 1, 4, 1, 4);
    assertThat(Torch.longs(words.places()))
        .containsExactly(5, 20, 15, 0, 10, 6, 21, 16, 1, 7, 22, 17, 8, 23, 9, 24);
    assertThat(Torch.longs(words.previous())).containsExactly(0, 1, 2, 3, 5, 6, 7, 9, 10, 12, 13);
    Tensor padded = question().unsqueeze(2).to(ScalarType.Double);
    assertThat(words.unpack(words.pack(padded)).equal(padded)).isTrue();
  }
}
