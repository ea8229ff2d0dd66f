package io.murel.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.options.Options;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerSizeTest {

  @Test
  void theClassifierGetsAsManyOutputsAsThereAreAnswers() {
    Options fitted = AnswerSize.fit(fusion(Map.of("type", "mlb")), 28);

    assertThat(fitted.child("classif").child("fusion").values())
        .isEqualTo(Map.of("type", "mlb", "output_dim", 28));
  }

  @Test
  void whatTheOptionsSayStays() {
    Options network = fusion(Map.of("output_dim", 30));

    assertThat(AnswerSize.fit(network, 28).values()).isEqualTo(network.values());
  }

  @Test
  void fewerOutputsThanAnswersAreRefused() {
    assertThatThrownBy(() -> AnswerSize.fit(fusion(Map.of("output_dim", 20)), 28))
        .hasMessage(
            "model.network.classif.fusion.output_dim: found 20 (a number), expected at least 28,"
                + " the number of answers (dataset.nans). Set it in the options file or with"
                + " --model.network.classif.fusion.output_dim on the command line.");
    Options mlp = network(Map.of("mlp", Map.of("input_dim", 8, "dimensions", List.of(9, 20))));
    assertThatThrownBy(() -> AnswerSize.fit(mlp, 28)).hasMessageContaining("dimensions: found 20");
  }

  private static Options fusion(Map<String, Object> fusion) {
    return network(Map.of("fusion", fusion));
  }

  private static Options network(Map<String, Object> classif) {
    return Options.of(Map.of("classif", classif), "model.network");
  }
}
