package io.murel.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.murel.app.console.Terminal;
import io.murel.train.EpochReport;
import io.murel.train.Phase;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ConsoleListenerTest {

  private final ListAppender<ILoggingEvent> said = new ListAppender<>();

  @BeforeEach
  void listen() {
    said.start();
    logger().addAppender(said);
  }

  @AfterEach
  void stopListening() {
    logger().detachAppender(said);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(ConsoleListener.class);
  }

  @Test
  void theOpenEndedAccuracyIsSaidByBothComparisonsOfTexts() {
    assertThat(line(Map.of("overall", 32.81, "plain.overall", 32.91, "tdiuc.acc_mpt_a", 9.0)))
        .isEqualTo(
            "Epoch 3, val: loss 1.5000, accuracy 26.13 %, open-ended 32.81 %, letter by letter"
                + " 32.91 % (8,977 questions in 0.5 s)");
    assertThat(line(Map.of("overall", 32.81)))
        .isEqualTo(
            "Epoch 3, val: loss 1.5000, accuracy 26.13 %, open-ended 32.81 % (8,977 questions in"
                + " 0.5 s)");
  }

  @Test
  void theMeansOfTdiucAreSaidWhereThereIsNoOpenEndedAccuracy() {
    assertThat(line(Map.of("tdiuc.acc_mpt_a", 44.47, "tdiuc.acc_mpt_h", 39.005)))
        .isEqualTo(
            "Epoch 3, val: loss 1.5000, accuracy 26.13 %, by type: arithmetic 44.47 %, harmonic"
                + " 39.01 % (8,977 questions in 0.5 s)");
    assertThat(line(Map.of()))
        .isEqualTo("Epoch 3, val: loss 1.5000, accuracy 26.13 % (8,977 questions in 0.5 s)");
  }

  private String line(Map<String, Double> further) {
    Map<String, Double> values = new LinkedHashMap<>(Map.of("loss", 1.5, "accuracy_top1", 26.13));
    values.putAll(further);
    Terminal terminal = new Terminal(new PrintStream(OutputStream.nullOutputStream()), 0);
    try (ConsoleListener listener = new ConsoleListener(terminal)) {
      listener.onEpochEnd(new EpochReport(Phase.EVAL, 3, "val", 8977, 0.5, values));
    }
    return said.list.get(said.list.size() - 1).getFormattedMessage();
  }
}
