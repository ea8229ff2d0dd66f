package io.murel.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogsTest {

  private static final PrintStream OUT = System.out;
  private static final PrintStream ERR = System.err;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Logger log = LoggerFactory.getLogger("io.murel.test");

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(OUT);
    System.setErr(ERR);
    Logs.say(Logs.Detail.NORMAL);
  }

  @Test
  void messagesArePlainOnStandardOutputAndWarningsOnStandardError() {
    Logs.say(Logs.Detail.NORMAL);
    log.debug("detail");
    log.info("Épisode {}", 3);
    log.warn("careful");

    assertThat(text(out)).isEqualTo("Épisode 3\n");
    assertThat(text(err)).isEqualTo("Warning: careful\n");
  }

  @Test
  void quietLeavesWarnings() {
    Logs.say(Logs.Detail.QUIET);
    log.info("hello");
    log.warn("careful");

    assertThat(text(out)).isEmpty();
    assertThat(text(err)).isEqualTo("Warning: careful\n");
  }

  @Test
  void debugSaysMore() {
    Logs.say(Logs.Detail.DEBUG);
    log.debug("detail");

    assertThat(text(out)).isEqualTo("detail\n");
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
