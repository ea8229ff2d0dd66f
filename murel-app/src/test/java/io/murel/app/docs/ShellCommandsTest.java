package io.murel.app.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.app.docs.ShellCommands.Command;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellCommandsTest {

  @Test
  void linesAreContinuedByBackslashes() {
    assertThat(ShellCommands.of("a\nb \\\n    --c d\ne\n"))
        .containsExactly(
            new Command(0, List.of("a")),
            new Command(1, List.of("b", "--c", "d")),
            new Command(3, List.of("e")));
  }

  @Test
  void quotesKeepBlanksAndCommentsAreLeftOut() {
    assertThat(ShellCommands.of("a 'b c' --d=\"e # f\"  # g\n# h\n"))
        .containsExactly(new Command(0, List.of("a", "b c", "--d=e # f")));
  }

  @Test
  void variablesRedirectionsAndSeparatorsAreNoArguments() {
    assertThat(ShellCommands.of("X_Y=\"-Da -Db\" a b >c.txt 2>d && e | f\n"))
        .containsExactly(
            new Command(0, List.of("a", "b")),
            new Command(0, List.of("e")),
            new Command(0, List.of("f")));
  }

  @Test
  void aQuoteThatDoesNotEndIsRefused() {
    assertThatThrownBy(() -> ShellCommands.of("a 'b\n")).hasMessageContaining("a 'b");
  }
}
