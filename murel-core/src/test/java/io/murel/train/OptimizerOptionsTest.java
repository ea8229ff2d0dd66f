package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.options.Options;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerOptionsTest {

  @Test
  void defaultsAreTheOriginalsAndPyTorchs() {
    OptimizerOptions options = OptimizerOptions.from(Options.of(Map.of()));
    assertThat(options)
        .isEqualTo(new OptimizerOptions("Adamax", 7e-4, 0.9, 0.999, 1e-8, 0, 0, 0.25));
    OptimizerOptions adamW = OptimizerOptions.from(Options.of(Map.of("name", "AdamW")));
    assertThat(adamW.weightDecay()).isEqualTo(0.01);
  }

  private static void assertRefused(String key, Object value, String expected) {
    assertThatThrownBy(
            () ->
                OptimizerOptions.from(Options.of(Map.of(key, value, "name", "Adam"), "optimizer")))
        .hasMessage(
            "optimizer.%s: found %s, expected %s. Set it in the options file or with --optimizer.%s on the command line."
                .formatted(
                    key,
                    value + (value instanceof List ? " (a list)" : " (a number)"),
                    expected,
                    key));
  }

  @Test
  void valuesThatCannotWorkAreRefused() {
    assertRefused("lr", 0.0, "a learning rate above 0");
    assertRefused("lr", Double.POSITIVE_INFINITY, "a learning rate above 0");
    assertRefused("lr", Double.NaN, "a learning rate above 0");
    assertRefused("betas", List.of(0.9, 1.0), "two numbers from 0 up to, not including, 1");
    assertRefused("betas", List.of(0.9), "two numbers from 0 up to, not including, 1");
    assertRefused("momentum", 0.9, "0 with Adam, as only SGD has a momentum");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eps", "weight_decay", "momentum", "grad_clip"})
  void negativeNumbersAreRefused(String key) {
    assertRefused(key, -0.5, "a number of at least 0");
  }

  @Test
  void unknownNamesAreRefusedWithTheNearestOne() {
    assertThatThrownBy(() -> OptimizerOptions.from(Options.of(Map.of("name", "Adan"), "optimizer")))
        .hasMessage(
            "optimizer.name: found 'Adan', expected one of Adam, AdamW, Adamax, SGD, RMSprop."
                + " Did you mean 'Adam'?");
    assertThatThrownBy(
            () -> OptimizerOptions.from(Options.of(Map.of("weigth_decay", 1), "optimizer")))
        .hasMessageStartingWith("optimizer.weigth_decay: found an unknown option")
        .hasMessageEndingWith("Did you mean 'weight_decay'?");
  }
}
