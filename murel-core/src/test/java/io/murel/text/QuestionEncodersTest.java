package io.murel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.nn.Torch;
import io.murel.options.Options;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionEncodersTest {

  private static final List<String> WORDS = List.of("what", "is", "it", "UNK");

  private PointerScope scope;

  @BeforeEach
  void openScope() {
    Torch.load();
    scope = new PointerScope();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  private static QuestionEncoder create(Object... keysAndValues) {
    Map<String, Object> options = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      options.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return QuestionEncoders.create(Options.of(options, "txt_enc"), WORDS);
  }

  private static Tensor question() {
    return Torch.tensor(new long[] {1, 2, 3, 4, 2, 0}, 2, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UniSkip", "DropUniSkip", "BayesianUniSkip", "BiSkip"})
  void withoutFilesTheWeightsAreRandomAndTheSizesFree(String type) {
    try (QuestionEncoder encoder =
        create("type", type, "dir_st", null, "embedding_dim", 5, "hidden_dim", 6)) {
      assertThat(encoder.outputDim()).isEqualTo(6);
      assertThat(encoder.steps(question()).shape()).containsExactly(2, 3, 6);
      Tensor words = encoder.stateDict().get("embedding.weight");
      assertThat(words.shape()).containsExactly(5, 5);
      assertThat(Arrays.copyOf(Torch.floats(words), 5)).containsOnly(0);
    }
  }

  @Test
  void withoutFilesTheSizesAreThoseOfThePublishedModels() {
    try (QuestionEncoder encoder = create("type", "UniSkip", "dir_st", "no/such/folder")) {
      assertThat(encoder.stateDict().get("rnn.weight_ih_l0").shape()).containsExactly(7200, 620);
    }
  }

  @Test
  void aPlainGruHasPytorchsNames() {
    try (QuestionEncoder encoder = create("name", "gru", "embedding_dim", 5, "hidden_dim", 7)) {
      assertThat(encoder.namedParameters().keySet())
          .containsExactly(
              "embedding.weight",
              "rnn.weight_ih_l0",
              "rnn.weight_hh_l0",
              "rnn.bias_ih_l0",
              "rnn.bias_hh_l0");
      assertThat(encoder.forward(question()).shape()).containsExactly(2, 7);
    }
  }

  @Test
  void fixedWordVectorsReceiveNoGradient() {
    try (QuestionEncoder encoder =
        create("name", "gru", "embedding_dim", 5, "hidden_dim", 7, "fixed_emb", true)) {
      encoder.forward(question()).sum().backward();
      assertThat(encoder.trainableParameters()).hasSize(4);
      assertThat(encoder.namedParameters().get("embedding.weight").grad().defined()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DropUniSkip", "BayesianUniSkip"})
  void dropoutIsDrawnAnewInTrainingAndOffInEvaluation(String type) {
    try (QuestionEncoder encoder =
        create("type", type, "dropout", 0.5, "embedding_dim", 8, "hidden_dim", 8)) {
      torch.manual_seed(1);
      float[] first = Torch.floats(encoder.forward(question()));
      assertThat(Torch.floats(encoder.forward(question()))).isNotEqualTo(first);
      torch.manual_seed(1);
      assertThat(Torch.floats(encoder.forward(question()))).isEqualTo(first);
      encoder.train(false);
      float[] evaluated = Torch.floats(encoder.forward(question()));
      assertThat(Torch.floats(encoder.forward(question()))).isEqualTo(evaluated);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UniSkip", "DropUniSkip", "BayesianUniSkip", "BiSkip"})
  void aBatchOfOneGivesWhatTheBatchGives(String type) {
    try (QuestionEncoder encoder = create("type", type, "embedding_dim", 5, "hidden_dim", 6)) {
      encoder.train(false);
      float[] both = Torch.floats(encoder.forward(question()));
      float[] second = Torch.floats(encoder.forward(question().narrow(0, 1, 1)));
      for (int i = 0; i < 6; i++) {
        assertThat(second[i]).isCloseTo(both[6 + i], org.assertj.core.data.Offset.offset(1e-6f));
      }
    }
  }

  @Test
  void aTypoInTheTypeFailsWithTheNearestName() {
    assertThatThrownBy(() -> create("type", "BayesianUniSkp"))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "txt_enc.type: found 'BayesianUniSkp', expected one of UniSkip, DropUniSkip,"
                + " BayesianUniSkip, BiSkip. Did you mean 'BayesianUniSkip'?");
    assertThatThrownBy(() -> create("name", "skipthought"))
        .hasMessageEndingWith("Did you mean 'skipthoughts'?");
    assertThatThrownBy(() -> create("fixed_embed", true))
        .hasMessageEndingWith("Did you mean 'fixed_emb'?");
  }

  @Test
  void biSkipNeedsAnEvenWidth() {
    assertThatThrownBy(() -> create("type", "BiSkip", "hidden_dim", 7))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "txt_enc.hidden_dim: found 7 (a number), expected an even number, half of it for each"
                + " direction of BiSkip. Set it in the options file or with --txt_enc.hidden_dim on"
                + " the command line.");
  }
}
