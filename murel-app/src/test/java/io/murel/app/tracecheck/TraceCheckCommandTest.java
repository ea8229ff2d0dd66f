package io.murel.app.tracecheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.murel.app.cli.Cli;
import io.murel.app.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceCheckCommandTest {

  private static final Path SHIPPED = Path.of("..", "models", "scenes", "murel");

  @TempDir private Path dir;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    Terminal terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), 0);
    return new Cli(terminal, new PrintStream(err, true, StandardCharsets.UTF_8)).run(args);
  }

  @Test
  void theTablesAreTheSameEachTime() {
    assumeTrue(Files.isDirectory(SHIPPED), "no model in " + SHIPPED);
    String[] args = {"trace-check", "--model", SHIPPED.toString(), "--scenes", "12", "--seed", "5"};
    assertThat(run(args)).isZero();
    String first = out.toString(StandardCharsets.UTF_8);
    assertThat(first)
        .contains("Regions after the last step", "  spatial ", "  two-hop, last hop ", "step 2\n");
    out.reset();
    assertThat(run(args)).isZero();
    assertThat(tables(out.toString(StandardCharsets.UTF_8))).isEqualTo(tables(first));
  }

  /** Without the progress, which tells times. */
  private static String tables(String text) {
    return text.substring(text.indexOf("Regions after"));
  }

  @Test
  void aFolderWithoutAModelIsBadInput() {
    assertThat(run("trace-check", "--model", dir.resolve("gone").toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("Error: " + dir.resolve("gone"))
        .hasLineCount(1);
  }

  @Test
  void someScenesAreNeeded() {
    assertThat(run("trace-check", "--model", dir.toString(), "--scenes", "0")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "Error: --scenes: found 0, expected at least 1. Some hundred give figures that are"
                + " certain to a few points.\n");
  }
}
