package io.murel.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.BadInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailuresTest {

  private final StringWriter text = new StringWriter();
  private final Failures failures = new Failures(new PrintWriter(text));

  @Test
  void badInputIsPrintedAsItIs() {
    assertThat(said(new BadInputException("lr: found x, expected y. Mend it.")))
        .isEqualTo("Error: lr: found x, expected y. Mend it.\n");
  }

  @Test
  void badInputFoundWhileAClassIsLoadedIsNoDifferent() {
    assertThat(said(new ExceptionInInitializerError(new BadInputException("libtorch: no room."))))
        .isEqualTo("Error: libtorch: no room.\n");
  }

  @Test
  void aFullDiskNamesTheFileAndWhatToDo() {
    assertThat(said(new FileSystemException("logs/a", null, "No space left on device")))
        .isEqualTo(
            "Error: logs/a: No space left on device. Make room or choose another place, then try"
                + " again.\n");
  }

  @Test
  void missingAndForbiddenFilesAreNamed() {
    assertThat(said(new UncheckedIOException(new NoSuchFileException("data/x"))))
        .isEqualTo("Error: data/x: no such file or folder. Check the name.\n");
    assertThat(said(new AccessDeniedException("data/x")))
        .isEqualTo("Error: data/x: access denied. Check who may read and write it.\n");
    assertThat(said(new IOException("Broken pipe"))).startsWith("Error: Broken pipe. Check");
  }

  @Test
  void outOfMemorySaysHowToGetMore() {
    assertThat(said(new OutOfMemoryError("Java heap space")))
        .isEqualTo(
            "Error: out of memory (Java heap space). Use a smaller --dataset.batch_size, or allow"
                + " more with MUREL_JAVA_OPTS=-Xmx6g.\n");
  }

  @Test
  void anUnexpectedExceptionIsOneLineThatPointsToDebug() {
    assertThat(said(new IllegalStateException("odd")))
        .isEqualTo(
            "Error: IllegalStateException: odd. This is a fault of murel, not yours; run the command"
                + " again with --debug to see where.\n");
  }

  @Test
  void theStackTraceIsThereOnRequest() {
    failures.report(new IllegalStateException("odd"), true);
    assertThat(text.toString()).contains("\tat io.murel.app.cli.FailuresTest");
  }

  private String said(Throwable failure) {
    text.getBuffer().setLength(0);
    assertThat(failures.report(failure, false)).isEqualTo(1);
    return text.toString().replace("\r\n", "\n");
  }
}
