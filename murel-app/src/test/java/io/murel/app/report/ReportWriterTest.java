package io.murel.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {

  @Test
  void writesOneSmallFile(@TempDir Path dir) throws Exception {
    Path file = dir.resolve("report.html");
    ReportWriter.write(file, SampleReport.make(1, false));
    assertThat(file).isRegularFile();
    assertThat(Files.size(file)).isLessThan(5_000_000);
    Path keep = Path.of(System.getProperty("keep", ""));
    if (System.getProperty("keep") != null) {
      Files.copy(file, keep, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      ReportWriter.write(Path.of(keep + ".quick.html"), SampleReport.make(2, true));
    }
  }
}
