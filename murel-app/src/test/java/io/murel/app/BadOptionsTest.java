package io.murel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Options that are misspelt or make no sense, in files and on the command line. */
class BadOptionsTest extends BadInput {

  @Test
  void aMisspeltOptionInAFileIsNamedWithItsLine() throws IOException {
    Path file = options("optimizer:\n  lr_decay_rat: 0.5\n");
    assertFails(
        file,
        "optimizer.lr_decay_rat (%s, line 3): found an unknown option, expected one of betas, eps,"
                .formatted(file)
            + " grad_clip, gradual_warmup_steps, init, init_gain, lr, lr_decay_epochs,"
            + " lr_decay_rate, lr_scheduler, momentum, name, schedule, warmup, weight_decay. Did you mean"
            + " 'optimizer.lr_decay_rate'?");
  }

  @Test
  void anOptionOfAWrongTypeInAFileIsNamedWithItsLine() throws IOException {
    Path file = options("engine:\n  nb_epochs: twelve\n");
    assertFails(
        file,
        "engine.nb_epochs (%s, line 3): found twelve (a text), expected a whole number. For example:"
                .formatted(file)
            + " 3.");
  }

  @Test
  void aSyntaxErrorIsShownWithItsLine() throws IOException {
    Path file = options("engine:\n  nb_epochs: [1, 2\nmisc:\n  seed: 1\n");
    assertFails(
        file,
        "%s, line 4, column 5: found ':' in 'misc:', expected ',' or ']'. Mend this line or the one"
                .formatted(file)
            + " before it.");
  }

  @Test
  void aWrongValueOnTheCommandLineIsWrongUsage() throws IOException {
    assertWrongUsage(
        "--engine.nb_epochs: found twelve (a text), expected a whole number. For example: 3.",
        "--engine.nb_epochs",
        "twelve");
  }

  @Test
  void anUnknownOptionOnTheCommandLineIsWrongUsage() throws IOException {
    assertWrongUsage(
        "--optimizer.decay: found an unknown option, expected one of betas, eps, grad_clip,"
            + " gradual_warmup_steps, init, init_gain, lr, lr_decay_epochs, lr_decay_rate, lr_scheduler, momentum,"
            + " name, schedule, warmup, weight_decay. Choose one of these.",
        "--optimizer.decay",
        "3");
    assertWrongUsage("unknown option --debg. Did you mean '--debug'?", "--debg");
    assertWrongUsage(
        "--verbose: found an unknown option, expected the dotted name of an option, as in the"
            + " options file. The files in options/ show the names in use.",
        "--verbose");
  }

  @Test
  void theStackTraceIsShownOnRequestOnly() throws IOException {
    Files.delete(data.regions("train"));
    assertThat(murelRun()).isEqualTo(1);
    assertThat(text(err)).startsWith("Error: ").doesNotContain("\tat ");
    assertThat(murelRun("--debug")).isEqualTo(1);
    assertThat(text(err)).startsWith("Error: ").contains("\tat io.murel.data.sets.FolderDataset");
  }
}
