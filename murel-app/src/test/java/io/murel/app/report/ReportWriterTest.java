package io.murel.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {

  private static final Pattern DATA =
      Pattern.compile("<script id=\"data\" type=\"application/json\">(.*?)</script>");

  /** The sample report with one text everywhere a user's words can appear. */
  private static DemoReport saying(String text) throws Exception {
    DemoReport sample = SampleReport.make(1, true);
    SceneExample e = sample.examples().get(0);
    ModelView view =
        new ModelView(
            text, List.of(new ModelView.ScoredAnswer(text, 1)), e.models().get(0).trace());
    SceneExample example =
        new SceneExample(
            e.questionId(),
            text,
            e.imageBytes(),
            e.width(),
            e.height(),
            e.normBoxes(),
            text,
            text,
            text,
            List.of(view));
    return new DemoReport(sample.summary(), sample.table(), List.of(), List.of(example), text);
  }

  private static JsonNode data(String page) throws Exception {
    Matcher found = DATA.matcher(page);
    assertThat(found.find()).isTrue();
    return new ObjectMapper().readTree(found.group(1));
  }

  @Test
  void writesOneSmallFileAndNothingBesideIt(@TempDir Path dir) throws Exception {
    Path file = dir.resolve("logs/report.html");
    ReportWriter.write(file, SampleReport.make(1, false));
    assertThat(Files.size(file)).isBetween(100_000L, 1_000_000L);
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void theSameReportGivesTheSameFile() throws Exception {
    assertThat(ReportWriter.page(SampleReport.make(4, true)))
        .isEqualTo(ReportWriter.page(SampleReport.make(4, true)));
  }

  @Test
  void everyPlaceIsFilled() throws Exception {
    assertThat(ReportWriter.page(SampleReport.make(1, true)))
        .doesNotContainPattern("/\\*[a-z]+\\*/");
  }

  @Test
  void nothingIsLoadedFromElsewhere() throws Exception {
    String page = ReportWriter.page(SampleReport.make(1, true));
    // the one address left names the SVG elements; it is never loaded
    String names = "http://www.w3.org/2000/svg";
    assertThat(page.replace(names, "")).doesNotContain("http://", "https://");
    assertThat(page)
        .doesNotContainPattern("<script[^>]+src")
        .doesNotContain("@import", "fetch(", "XMLHttpRequest")
        .contains("default-src 'none'");
  }

  @Test
  void noTextOfTheDataBecomesMarkup() throws Exception {
    String text = "</script><script>alert(1)</script><!-- & <b> \u2028 \"quoted\" /*page*/ $1 \\";
    String page = ReportWriter.page(saying(text));

    assertThat(page).doesNotContain("alert(1)</script>", "<!-- &", "\u2028");
    JsonNode example = data(page).get("examples").get(0);
    for (String field : List.of("name", "question", "type", "answer")) {
      assertThat(example.get(field).asText()).isEqualTo(text);
    }
    assertThat(example.get("models").get(0).get("name").asText()).isEqualTo(text);
    assertThat(data(page).get("exampleRule").asText()).isEqualTo(text);
  }

  @Test
  void scriptsSetTextOnlyAsText() throws Exception {
    assertThat(ReportWriter.page(SampleReport.make(1, true)))
        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
  }
}
