package io.murel.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void aLineHasShareRateTimeLeftAndNote() {
    String line =
        new ProgressText("questions", false)
            .line("Epoch 3", 3600, 8000, Duration.ofSeconds(12), "loss 0.531", 200);

    assertThat(line)
        .isEqualTo("Epoch 3: 45 %, 3,600/8,000 questions, 300/s, 0:15 left, loss 0.531");
  }

  @Test
  void onATerminalTheLineHasABar() {
    ProgressText text = new ProgressText("images", true);

    assertThat(text.line("Drawing", 50, 100, Duration.ofSeconds(10), "", 80))
        .isEqualTo("Drawing [==========>         ] 50 %, 50/100, 5.0/s, 0:10 left");
    assertThat(text.line("Drawing", 100, 100, Duration.ofSeconds(20), null, 80))
        .isEqualTo("Drawing [====================] 100 %, 100/100, 5.0/s, 0:20");
  }

  @Test
  void whereThereIsLittleRoomTheBarShrinksFirst() {
    ProgressText text = new ProgressText("images", true);

    assertThat(text.line("Drawing", 50, 100, Duration.ofSeconds(10), "", 52))
        .isEqualTo("Drawing [=====>     ] 50 %, 50/100, 5.0/s, 0:10 left");
    assertThat(text.line("Drawing", 50, 100, Duration.ofSeconds(10), "", 45))
        .isEqualTo("Drawing: 50 %, 50/100, 5.0/s, 0:10 left");
    assertThat(text.line("Drawing", 50, 100, Duration.ofSeconds(10), "", 20))
        .isEqualTo("Drawing: 50 %, 50/10");
  }

  @Test
  void numbersWithoutAUnitAreLeftOut() {
    assertThat(new ProgressText("", false).line("Reading", 5, 10, Duration.ofSeconds(2), null, 80))
        .isEqualTo("Reading: 50 %, 0:02 left");
  }

  @Test
  void withoutATotalTheLineCounts() {
    assertThat(
            new ProgressText("files", false)
                .line("Reading", 7, -1, Duration.ofSeconds(2), null, 80))
        .isEqualTo("Reading: 7 files, 3.5/s, 0:02");
  }

  @Test
  void bytesAreShownInLargerUnits() {
    ProgressText text = new ProgressText(Progress.BYTES, false);
    assertThat(text.line("a.zip", 1_600_000, 21_708_861, Duration.ofSeconds(2), null, 200))
        .isEqualTo("a.zip: 7 %, 1.6/21.7 MB, 800.0 kB/s, 0:25 left");
    assertThat(text.line("a.zip", 1_600_000, -1, Duration.ofSeconds(2), null, 200))
        .isEqualTo("a.zip: 1.6 MB, 800.0 kB/s, 0:02");
  }

  @Test
  void whatWasDoneEarlierSaysNothingAboutTheRate() {
    ProgressText text = new ProgressText(Progress.BYTES, false, 1_000_000);
    assertThat(text.line("a.zip", 1_600_000, 2_000_000, Duration.ofSeconds(2), null, 200))
        .isEqualTo("a.zip: 80 %, 1.6/2.0 MB, 300.0 kB/s, 0:01 left");
  }

  @Test
  void clocksAreReadable() {
    assertThat(ProgressText.clock(7)).isEqualTo("0:07");
    assertThat(ProgressText.clock(750)).isEqualTo("12:30");
    assertThat(ProgressText.clock(3723)).isEqualTo("1:02:03");
  }

  @Test
  void aFileGetsPlainLinesWithoutControlCodes() {
    try (Progress progress = Progress.start(new Terminal(out, 0), "Drawing", 10, "images")) {
      progress.step(4);
      progress.note("seed 1");
      progress.stepTo(10);
    }

    assertThat(said()).contains("Drawing: 100 %, 10/10 images").endsWith(", seed 1\n");
    assertThat(said()).doesNotContain("\r", "\u001b");
  }

  @Test
  void aTerminalGetsABarNoWiderThanItself() {
    try (Progress progress = Progress.start(new Terminal(out, 60), "Drawing", 10, "images")) {
      progress.step(10);
    }

    assertThat(said()).contains("\rDrawing [==").contains("] 100 %, 10/10");
    assertThat(said().split("[\r\n]")).allMatch(line -> line.length() < 60);
  }

  private String said() {
    return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
