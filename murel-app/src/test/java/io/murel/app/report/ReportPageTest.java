package io.murel.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.murel.app.browser.Chromium;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, where there is one. */
class ReportPageTest {

  /** What the page has become after its script ran. */
  private static String rendered(Path dir, DemoReport report) throws Exception {
    Optional<Path> browser = Chromium.find();
    assumeTrue(browser.isPresent(), "no Chromium here: the page was not opened");
    Path page = dir.resolve("report.html");
    ReportWriter.write(page, report);
    Path dom = dir.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Chromium.command(browser.get(), dir.resolve("profile")).stream(),
                        Stream.of(
                            "--virtual-time-budget=2000", "--dump-dom", page.toUri().toString()))
                    .toList())
            .redirectOutput(dom.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    assumeTrue(ended && process.exitValue() == 0, "Chromium does not run here");
    return Files.readString(dom, StandardCharsets.UTF_8).replaceAll("base64,[^\"]+", "");
  }

  @Test
  void theScriptDrawsThePageWithoutAnError(@TempDir Path dir) throws Exception {
    String dom = rendered(dir, SampleReport.make(1, false));
    assertThat(dom).contains("data-ready=\"true\"").doesNotContain("NaN", "undefined</");
    assertThat(dom.split("class=\"item\"")).hasSize(1 + 24);
    assertThat(dom).contains("Looking at pairs pays", "MuRel, step 3 of 3", "role=\"radiogroup\"");
  }

  @Test
  void aReportWithoutExamplesAndCurvesIsDrawnToo(@TempDir Path dir) throws Exception {
    DemoReport sample = SampleReport.make(1, true);
    DemoReport bare =
        new DemoReport(sample.summary(), sample.table(), List.of(), List.of(), "None.");
    assertThat(rendered(dir, bare))
        .contains("data-ready=\"true\"", "quick run", "No learning curves were recorded.");
  }
}
