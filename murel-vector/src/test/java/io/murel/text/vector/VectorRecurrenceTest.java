package io.murel.text.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.murel.nn.OpSequence;
import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.text.QuestionEncoder;
import io.murel.text.QuestionEncoders;
import io.murel.text.Recurrence;
import io.murel.text.RecurrentKernel;
import io.murel.text.RecurrentSource;
import io.murel.train.Optimizer;
import io.murel.train.OptimizerOptions;
import io.murel.train.Optimizers;
import io.murel.vector.Lanes;
import io.murel.vector.OtherWidth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorRecurrenceTest {

  private static final float ROUNDING = 5e-6f;
  private static final int VOCABULARY = 20;

  private PointerScope scope;

  @BeforeEach
  void open() {
    Torch.load();
    torch.manual_seed(8);
    scope = new PointerScope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  /** The formula, in float64. */
  private static Tensor expected(Recurrence r) {
    List<Tensor> input = new ArrayList<>();
    List<Tensor> hidden = new ArrayList<>();
    for (Recurrence.Gates gates : r.gates()) {
      Tensor w = gates.inputWeight().to(ScalarType.Double);
      Tensor b = gates.bias().to(ScalarType.Double);
      input.add(torch.linear(r.x().to(ScalarType.Double), w, new TensorOptional(b)));
      hidden.add(gates.hiddenWeight().to(ScalarType.Double));
    }
    Tensor projected = torch.cat(new TensorVector(input.toArray(Tensor[]::new)), 1); // [W, 3H]
    Tensor u = torch.cat(new TensorVector(hidden.toArray(Tensor[]::new)), 0); // [3H, H]
    long h = r.hiddenDim();
    Tensor state = torch.zeros(h).to(ScalarType.Double);
    TensorVector states = new TensorVector();
    for (int word = 0; word < r.words(); word++) {
      Tensor p = projected.select(0, word);
      Tensor sums = u.mv(state);
      Tensor reset = p.narrow(0, 0, h).add(sums.narrow(0, 0, h)).sigmoid();
      Tensor update = p.narrow(0, h, h).add(sums.narrow(0, h, h)).sigmoid();
      Tensor known = sums.narrow(0, 2 * h, h);
      if (r.bias() != null) {
        known = known.add(r.bias());
      }
      Tensor candidate = p.narrow(0, 2 * h, h).add(reset.mul(known)).tanh();
      state = candidate.add(update.mul(state.sub(candidate)));
      states.push_back(state);
    }
    return torch.stack(states, 0);
  }

  /** Gates of the given numbers of rows, in units of H. */
  private static Recurrence recurrence(int words, int embedding, int hidden, int... gates) {
    List<Recurrence.Gates> parts = new ArrayList<>();
    for (int gate : gates) {
      parts.add(
          new Recurrence.Gates(
              torch.randn(gate * hidden, embedding).mul(new Scalar(0.3)),
              torch.randn(gate * hidden),
              torch.randn(gate * hidden, hidden).div(new Scalar(Math.sqrt(hidden)))));
    }
    Tensor bias = gates.length == 2 ? torch.randn(hidden) : null;
    return new Recurrence(torch.randn(words, embedding), parts, bias, torch.empty(words, hidden));
  }

  private static void check(RecurrentKernel kernel, Recurrence r) {
    assertThat(kernel.serves(r)).isTrue();
    kernel.run(r);
    assertThat(Torch.floats(r.states()))
        .containsExactly(Torch.floats(expected(r).to(ScalarType.Float)), within(ROUNDING));
  }

  @TestFactory
  Stream<DynamicTest> questionsAndSizesOfEveryKindInEveryWidth() {
    int[][] cases = {{1, 1, 1}, {2, 3, 2}, {5, 7, 17}, {14, 20, 64}, {3, 33, 301}, {30, 5, 320}};
    return Lanes.WIDTHS.stream()
        .flatMap(
            bits ->
                Stream.of(cases)
                    .map(
                        c ->
                            DynamicTest.dynamicTest(
                                "%d bits, %d words of %d, %d units"
                                    .formatted(bits, c[0], c[1], c[2]),
                                () -> check(bits, c[0], c[1], c[2]))));
  }

  private static void check(int bits, int words, int embedding, int hidden) throws Exception {
    OtherWidth.with(
        bits,
        RecurrentSource.class,
        source -> {
          try (PointerScope scope = new PointerScope();
              NoGradGuard noGrad = new NoGradGuard();
              RecurrentKernel kernel = source.create(2).orElseThrow()) {
            check(kernel, recurrence(words, embedding, hidden, 1, 1, 1));
            check(kernel, recurrence(words, embedding, hidden, 2, 1)); // and a bias
          }
        });
  }

  @Test
  void anyNumberOfThreadsGivesTheSame() {
    Recurrence r = recurrence(6, 10, 310, 2, 1);
    for (int threads = 1; threads <= 5; threads++) {
      try (RecurrentKernel kernel = new VectorRecurrence(threads)) {
        check(kernel, r);
      }
    }
  }

  @Test
  void gatesThatSaturateStayNumbers() {
    Recurrence r = recurrence(4, 3, 16, 1, 1, 1);
    r.gates().forEach(gates -> gates.bias().mul_(new Scalar(1e4)));
    try (RecurrentKernel kernel = new VectorRecurrence(2)) {
      check(kernel, r);
      for (float state : Torch.floats(r.states())) {
        assertThat(state).isBetween(-1f, 1f);
      }
    }
  }

  @Test
  void otherTypesAreLeftToOthers() {
    Recurrence r = recurrence(4, 3, 16, 1, 1, 1);
    Recurrence doubles =
        new Recurrence(r.x().to(ScalarType.Double), r.gates(), r.bias(), r.states());
    try (RecurrentKernel kernel = new VectorRecurrence(2)) {
      assertThat(kernel.serves(r)).isTrue();
      assertThat(kernel.serves(doubles)).isFalse();
    }
  }

  private static QuestionEncoder encoder(String type) {
    Options options =
        type.equals("gru")
            ? Options.of(Map.of("name", "gru", "embedding_dim", 12, "hidden_dim", 24))
            : Options.of(Map.of("name", "skipthoughts", "type", type, "dropout", 0.25));
    QuestionEncoder encoder = QuestionEncoders.blank(options, VOCABULARY);
    encoder.train(false);
    return encoder;
  }

  private static float[] states(QuestionEncoder encoder, OpSequence sequence) {
    encoder.use(sequence);
    try (NoGradGuard noGrad = new NoGradGuard()) {
      Tensor question = Torch.tensor(new long[] {3, 7, 1, 1, 19, 0, 0}, 1, 7);
      return Torch.floats(encoder.steps(question, Torch.tensor(new long[] {5}, 1)));
    }
  }

  private static void check(QuestionEncoder encoder) {
    float[] original = states(encoder, OpSequence.TILED);
    assertThat(states(encoder, OpSequence.FAST)).containsExactly(original, within(ROUNDING));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UniSkip", "BiSkip", "DropUniSkip", "BayesianUniSkip", "gru"})
  void everyEncoderReadsAQuestionAsBefore(String type) {
    try (QuestionEncoder encoder = encoder(type)) {
      check(encoder);
    }
  }

  @Test
  void anEncoderThatLearnsIsReadAgain() {
    try (QuestionEncoder encoder = encoder("gru");
        Optimizer optimizer =
            Optimizers.create(
                OptimizerOptions.from(Options.of(Map.of("name", "Adam", "lr", 0.1))),
                encoder.trainableParameters())) {
      float[] before = states(encoder, OpSequence.FAST);
      encoder.trainableParameters().forEach(p -> p.grad().normal_());
      optimizer.step();
      check(encoder);
      assertThat(states(encoder, OpSequence.FAST)).isNotEqualTo(before);
    }
  }

  @Test
  void soIsOneThatLoadsOtherWeights() {
    try (QuestionEncoder encoder = encoder("gru");
        QuestionEncoder other = encoder("gru")) {
      states(encoder, OpSequence.FAST);
      encoder.loadStateDict(new HashMap<>(other.stateDict()), "other");
      assertThat(states(encoder, OpSequence.FAST)).isEqualTo(states(other, OpSequence.FAST));
    }
  }
}
