package io.murel.app.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewHtmlTest {

  @TempDir private Path dir;

  @Test
  void eachItemIsAChartAndPlusJoinsSeries() throws IOException {
    log(
        "logs",
        """
        {"train_epoch.epoch": [0, 1], "train_epoch.loss": [3.5, 2.25],
         "eval_epoch.epoch": [0, 1], "eval_epoch.loss": [3, 2.5], "train_epoch.lr": [0.1, 0.05]}
        """);

    JsonNode charts = charts("logs:train_epoch.loss+logs:eval_epoch.loss", "logs:train_epoch.lr");

    assertThat(charts).hasSize(2);
    assertThat(charts.get(0).get("title").asText()).isEqualTo("loss");
    assertThat(charts.get(0).get("x").asText()).isEqualTo("epoch");
    assertThat(charts.get(0).get("series").get(0).toString())
        .isEqualTo(
            "{\"name\":\"train\",\"key\":\"logs:train_epoch.loss\",\"best\":\"low\",\"each\":1,"
                + "\"x\":[0,1],\"y\":[3.5,2.25]}");
    assertThat(charts.get(0).get("series").get(1).get("name").asText()).isEqualTo("eval");
    assertThat(charts.get(1).get("series").get(0).get("best").isNull()).isTrue();
  }

  @Test
  void epochsComeFromTheLogSoThatAResumedRunContinues() throws IOException {
    log("logs", "{\"eval_epoch.epoch\": [7, 8], \"eval_epoch.accuracy_top1\": [50, 51.5]}");

    JsonNode series = charts("logs:eval_epoch.accuracy_top1").get(0).get("series").get(0);

    assertThat(series.get("x").toString()).isEqualTo("[7,8]");
    assertThat(series.get("best").asText()).isEqualTo("high");
  }

  @Test
  void batchesAreStepsAndLongSeriesAreThinnedToMeans() throws IOException {
    String values =
        IntStream.range(0, 2500).mapToObj(String::valueOf).collect(Collectors.joining(","));
    log("logs", "{\"train_batch.loss\": [" + values + "]}");

    JsonNode chart = charts("logs:train_batch.loss").get(0);
    JsonNode series = chart.get("series").get(0);

    assertThat(chart.get("x").asText()).isEqualTo("step");
    assertThat(series.get("each").asInt()).isEqualTo(3);
    assertThat(series.get("y")).hasSize(834);
    assertThat(series.get("y").get(1).asDouble()).isEqualTo(4); // mean of 3, 4, 5
    assertThat(series.get("x").get(1).asInt()).isEqualTo(5);
  }

  @Test
  void notANumberIsAGap() throws IOException {
    log("logs", "{\"train_epoch.loss\": [1, NaN, null, Infinity, 2]}");

    assertThat(charts("logs:train_epoch.loss").get(0).get("series").get(0).get("y").toString())
        .isEqualTo("[1,null,null,null,2]");
  }

  @Test
  void seriesAndFilesThatAreNotThereYetAreEmpty() throws IOException {
    log("logs", "{}");

    JsonNode series =
        charts("logs:train_epoch.loss+logs_val_oe:eval_epoch.overall").get(0).get("series");

    assertThat(series.get(0).get("y")).isEmpty();
    assertThat(series.get(1).get("y")).isEmpty();
    assertThat(series.get(1).get("name").asText()).isEqualTo("logs_val_oe:eval_epoch.overall");
  }

  @Test
  void thePageIsSelfContained() throws IOException {
    log("logs", "{\"train_epoch.loss\": [1]}");
    Files.writeString(dir.resolve("options.yaml"), "exp:\n  dir: </script><b>\n");

    String page = page("logs:train_epoch.loss");

    assertThat(page).doesNotContain("src=", "@import").contains("function lineChart(");
    assertThat(page.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:", "https:");
    assertThat(page).doesNotContain("/*style*/", "/*charts*/", "/*page*/", "/*data*/");
    assertThat(page).doesNotContain("</script><b>").contains("\\u003c/script>\\u003cb>");
  }

  @Test
  void anItemOfAnotherFormIsRefused() {
    for (String item : List.of("train_epoch.loss", "logs:", "logs:a+", "../x:train_epoch.loss")) {
      assertThatThrownBy(() -> ViewHtml.write(dir, List.of(item)))
          .isInstanceOf(BadInputException.class)
          .hasMessage(
              "view.items: found '%s', expected LOG:SERIES, several joined by +.".formatted(item)
                  + " For example logs:train_epoch.loss+logs:eval_epoch.loss");
    }
    assertThat(dir.resolve("view.html")).doesNotExist();
  }

  @Test
  void aBrokenLogLeavesTheOldPage() throws IOException {
    Files.writeString(dir.resolve("view.html"), "old");
    log("logs", "{\"train_epoch.loss\": [1, ");

    assertThatThrownBy(() -> ViewHtml.write(dir, List.of("logs:train_epoch.loss")))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(dir.resolve("logs.json") + ": found broken JSON");
    assertThat(dir.resolve("view.html")).hasContent("old");
  }

  private JsonNode charts(String... items) throws IOException {
    Matcher data =
        Pattern.compile(
                "<script id=\"run\" type=\"application/json\">(.*?)</script>", Pattern.DOTALL)
            .matcher(page(items));
    assertThat(data.find()).isTrue();
    return new ObjectMapper().readTree(data.group(1)).get("charts");
  }

  private String page(String... items) throws IOException {
    ViewHtml.write(dir, List.of(items));
    return Files.readString(dir.resolve("view.html"));
  }

  private void log(String name, String json) throws IOException {
    Files.writeString(dir.resolve(name + ".json"), json);
  }
}
