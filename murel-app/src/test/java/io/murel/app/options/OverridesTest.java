package io.murel.app.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverridesTest {

  @Test
  void valuesAreReadByTheKindOfTheOption() {
    assertThat(parse("--optimizer.lr", "1e-3", "--engine.nb_epochs", "5", "--misc.cuda", "True"))
        .isEqualTo(
            Map.of(
                "optimizer", Map.of("lr", 1e-3),
                "engine", Map.of("nb_epochs", 5),
                "misc", Map.of("cuda", true)));
  }

  @Test
  void aTextIsTakenAsItStands() {
    assertThat(parse("--exp.dir", "2024", "--dataset.nlp", "yes"))
        .isEqualTo(Map.of("exp", Map.of("dir", "2024"), "dataset", Map.of("nlp", "yes")));
  }

  @Test
  void aNameWithoutAValueIsNull() {
    assertThat(parse("--dataset.train_split", "--exp.resume", "last"))
        .extractingByKeys("dataset", "exp")
        .containsExactly(Collections.singletonMap("train_split", null), Map.of("resume", "last"));
  }

  @Test
  void aListWithoutValuesIsEmpty() {
    assertThat(parse("--view.items")).isEqualTo(Map.of("view", Map.of("items", List.of())));
  }

  @Test
  void listsAreWordsOrYaml() {
    Map<String, Object> expected =
        Map.of("optimizer", Map.of("lr_decay_epochs", List.of(14, 24, 2)));
    assertThat(parse("--optimizer.lr_decay_epochs", "14", "24", "2")).isEqualTo(expected);
    assertThat(parse("--optimizer.lr_decay_epochs", "[14, 24, 2]")).isEqualTo(expected);
    assertThat(parse("--optimizer.lr_decay_epochs=[14, 24, 2]")).isEqualTo(expected);
  }

  @Test
  void negativeNumbersAreValues() {
    assertThat(parse("--misc.seed", "-1")).isEqualTo(Map.of("misc", Map.of("seed", -1)));
  }

  @Test
  void theLastOfTwoCounts() {
    assertThat(parse("--misc.seed", "1", "--misc.seed", "2"))
        .isEqualTo(Map.of("misc", Map.of("seed", 2)));
  }

  @Test
  void aBlockMayBeGivenAsYaml() {
    assertThat(parse("--model.network.agg", "{type: mean}"))
        .isEqualTo(Map.of("model", Map.of("network", Map.of("agg", Map.of("type", "mean")))));
  }

  @Test
  void overridesLieOverTheFile(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("a.yaml"), "misc:\n  seed: 1\n  cuda: True\n");
    RunOptions options =
        RunOptions.load(file, Overrides.parse(List.of("--misc.seed", "7"), OptionKeys.run()));

    assertThat(options.toYaml()).isEqualTo("misc:\n  seed: 7\n  cuda: true\n");
  }

  @Test
  void anUnknownNameHasANearestOne() {
    assertFails("--optimizer.lrr", "1")
        .hasMessageStartingWith("--optimizer.lrr: found an unknown option, expected one of betas,")
        .hasMessageEndingWith("Did you mean 'optimizer.lr'?");
    assertFails("--optimiser.lr", "1").hasMessageEndingWith("Did you mean --optimizer.lr?");
    assertFails("--lr", "1").hasMessageEndingWith("Did you mean --optimizer.lr?");
    assertFails("--engine.batch_size", "1").hasMessageEndingWith("'dataset.batch_size'?");
  }

  @Test
  void aWrongTypeNamesOptionValueAndExpectation() {
    assertFails("--optimizer.lr", "fast")
        .hasMessage("--optimizer.lr: found fast (a text), expected a number. For example: 0.001.");
    assertFails("--dataset.batch_size", "3.5")
        .hasMessage(
            "--dataset.batch_size: found 3.5 (a number), expected a whole number. For example: 3.");
    assertFails("--misc.cuda", "maybe")
        .hasMessage(
            "--misc.cuda: found maybe (a text), expected True or False. For example: True.");
    assertFails("--engine.nb_epochs", "3", "4")
        .hasMessage(
            "--engine.nb_epochs: found 2 values (3 4), expected a whole number."
                + " Give one value; put a value with blanks in quotes.");
    assertFails("--optimizer.betas", "0.9", "x").hasMessageContaining("expected a list of numbers");
    assertFails("--engine", "fast").hasMessageContaining("expected a block of options: debug,");
    assertFails("--optimizer.lr", "{").hasMessageStartingWith("--optimizer.lr, line 1, column 2:");
  }

  @Test
  void aLooseWordIsAnError() {
    assertFails("optimizer.lr", "1")
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "'optimizer.lr': found a word without an option before it, expected options like"
                + " --optimizer.lr 0.001. Did you mean --optimizer.lr?");
  }

  private static Map<String, Object> parse(String... words) {
    return Overrides.parse(List.of(words), OptionKeys.run()).values();
  }

  private static AbstractThrowableAssert<?, ?> assertFails(String... words) {
    return assertThatThrownBy(() -> parse(words));
  }
}
