package io.murel.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
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

  private static Optional<Path> browser() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** What the page has become after its script ran. */
  private static String rendered(Path dir, DemoReport report) throws Exception {
    Optional<Path> browser = browser();
    assumeTrue(browser.isPresent(), "no Chromium here: the page was not opened");
    Path page = dir.resolve("report.html");
    ReportWriter.write(page, report);
    Path dom = dir.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                browser.get().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + dir.resolve("profile"),
                "--virtual-time-budget=2000",
                "--dump-dom",
                page.toUri().toString())
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
