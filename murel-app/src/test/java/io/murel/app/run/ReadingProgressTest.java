package io.murel.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReadingProgressTest {

  private static final long LARGE = 400L << 20;

  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  @Test
  void largeFilesAreShownOnceAndSmallOnesNotAtAll() {
    Terminal terminal = new Terminal(new PrintStream(console, true, StandardCharsets.UTF_8), 0);
    try (ReadingProgress progress = new ReadingProgress(terminal)) {
      progress.at("Reading small.json", 1, 10);
      progress.at("Reading small.json", 10, 10);
      progress.at("Reading large.json", LARGE / 2, LARGE);
      progress.at("Reading large.json", LARGE, LARGE);
      progress.at("Reading large.json", LARGE, LARGE);
      progress.at("Reading other.json", LARGE, LARGE);
    }
    assertThat(console.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .allMatch(line -> line.matches("Reading (large|other)\\.json: 100 %.*"));
  }
}
