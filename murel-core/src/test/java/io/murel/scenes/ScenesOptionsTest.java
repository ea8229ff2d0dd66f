package io.murel.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScenesOptionsTest {

  private static final Path OUT = Path.of("out");

  @Test
  void theUsualScenesHaveATenthForValidationAndTest() {
    assertThat(ScenesOptions.of(OUT, 7, 8000))
        .isEqualTo(new ScenesOptions(OUT, 7, 8000, 800, 800, 160, 120, 4, 8, 16));
    assertThat(ScenesOptions.of(OUT, 7, 20_000).scenes()).isEqualTo(22_000);
    assertThat(ScenesOptions.of(OUT, 7, 5).scenes()).isEqualTo(7);
  }

  @Test
  void impossibleScenesAreRefused() {
    assertThatThrownBy(() -> ScenesOptions.of(OUT, 7, 0))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "train: found 0, expected a whole number from 1 to 1000000. Choose a value in this"
                + " range.");
    assertThatThrownBy(() -> new ScenesOptions(OUT, 7, 9, 9, 9, 160, 120, 6, 5, 12))
        .hasMessageStartingWith("max_objects: found 5, expected a whole number from 6 to 10.");
    assertThatThrownBy(() -> new ScenesOptions(OUT, 7, 9, 9, 9, 400, 120, 4, 8, 12))
        .hasMessage(
            "width and height: found 400 x 120, expected neither more than twice the other. The"
                + " usual size is 160 x 120.");
  }
}
