package io.murel.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {

  private final Options options =
      Options.of(Map.of("lr", "3e-4", "size", 2.5, "fusion", Map.of("mm_dim", "many")), "model");

  @Test
  void anUnknownOptionFailsWithTheNearestName() {
    assertThatThrownBy(() -> options.onlyKeys("lr", "sizes", "fusion"))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "model.size: found an unknown option, expected one of fusion, lr, sizes."
                + " Did you mean 'sizes'?");
  }

  @Test
  void aWrongTypeNamesOptionValueAndExpectation() {
    assertThatThrownBy(() -> options.child("fusion").positive("mm_dim"))
        .hasMessage(
            "model.fusion.mm_dim: found many (a text), expected a whole number."
                + " Set it in the options file or with --model.fusion.mm_dim on the command line.");
    assertThatThrownBy(() -> options.integer("size"))
        .hasMessageStartingWith("model.size: found 2.5 (a number), expected a whole number.");
  }

  @Test
  void numbersInExponentNotationAreNumbersThoughYamlSaysText() {
    assertThat(options.real("lr")).isEqualTo(3e-4);
  }

  @Test
  void importKeysOfTheOriginalAreIgnored() {
    assertThat(Options.of(Map.of("import", "murel.x")).onlyKeys("name").has("name")).isFalse();
  }

  @Test
  void aChoiceOutsideTheListNamesTheNearest() {
    assertThatThrownBy(
            () -> Options.of(Map.of("type", "maax")).choice("type", "max", List.of("max", "sum")))
        .hasMessage("type: found 'maax', expected one of max, sum. Did you mean 'max'?");
  }
}
