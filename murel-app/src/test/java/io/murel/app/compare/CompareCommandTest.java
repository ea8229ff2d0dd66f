package io.murel.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.app.cli.Cli;
import io.murel.app.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {

  @TempDir private Path dir;

  private String out;
  private String err;

  @BeforeEach
  void twoRuns() throws IOException {
    log(
        "a/logs",
        epochs(0, 1, 2),
        "accuracy_top1",
        "[50.0, 60.0, 55.0]",
        "loss",
        "[3.0, 2.5, 2.0]");
    log(
        "b/logs",
        epochs(0, 1, 2),
        "accuracy_top1",
        "[40.0, null, 60.0]",
        "loss",
        "[3.5, 2.9, 2.8]");
  }

  @Test
  void theHighestAccuracyChoosesTheEpochOfAllMetrics() {
    assertThat(compare("-m", "logs", "eval_epoch.loss", "min")).isEqualTo(1);
    assertThat(out)
        .isEqualTo(
            """


            ## eval_epoch.accuracy_top1

              Place  Method      Score    Epoch
            -------  --------  -------  -------
                  1  b              60        2
                  2  a              60        1


            ## eval_epoch.loss

              Place  Method      Score    Epoch
            -------  --------  -------  -------
                  1  a             2.5        1
                  2  b             2.8        2
            """);
    assertThat(err).isEqualTo(missing("a", "accuracy_top5") + missing("b", "accuracy_top5"));
  }

  @Test
  void anotherMetricCanChooseTheEpoch() {
    compare("-b", "logs", "eval_epoch.loss", "min");
    assertThat(out).contains("1  b              60        2", "2  a              55        2");
  }

  @Test
  void onlyTheFirstEpochsCountWhereAskedFor() {
    compare("-n", "2");
    assertThat(out).contains("1  a              60        1", "2  b              40        0");
  }

  @Test
  void metricsOfTheCommandLineComeAfterTheUsualOnes() throws IOException {
    log("a/logs_x", epochs(1), "accuracy_top1", "[7]");
    compare("-m", "logs_x.json", "eval_epoch.accuracy_top1", "max");
    assertThat(out)
        .contains("## eval_epoch.accuracy_top1 (logs)\n", "## eval_epoch.accuracy_top1 (logs_x)\n")
        .endsWith("      1  a               7        1\n");
    assertThat(err).contains("b: found no logs_x.json, expected one of its logs logs.");
  }

  @Test
  void aLogThatHasAnEpochTwiceOrNotIsSearchedForTheBestOne() throws IOException {
    log("a/logs_val_oe", epochs(0, 0, 1, 2), "overall", "[1.0, 2.0, 3.0, 4.0]");
    log("b/logs_val_oe", epochs(0, 1), "overall", "[5.0, 6.0]"); // not yet scored: the one before
    assertThat(compareWhat("vqa-val")).isZero();
    assertThat(out).contains("1  b               6        1", "2  a               3        1");
    assertThat(err).isEmpty();
  }

  @Test
  void aLogWithoutTheBestEpochSaysHowToChooseAnother() throws IOException {
    log("b/logs_test", epochs(9), "accuracy_top1", "[61.0]");
    run("compare", "-d", path("b"), "-m", "logs_test", "eval_epoch.accuracy_top1", "max");
    assertThat(err)
        .contains(
            "Error: %s: found nothing for epoch 2, the best by logs eval_epoch.accuracy_top1,"
                    .formatted(dir.resolve("b/logs_test.json"))
                + " expected 'eval_epoch.accuracy_top1' for that epoch. Choose the epoch by a"
                + " metric of this log: -b logs_test eval_epoch.accuracy_top1 max.\n");
  }

  @Test
  void whatARunLacksIsSaidAndTheOthersAreCompared() throws IOException {
    Files.createDirectories(dir.resolve("empty"));
    log("c/logs", epochs(0), "acuracy_top1", "[1]");
    int code =
        run(
            "compare",
            "-d",
            path("gone"),
            path("a"),
            path("empty"),
            path("c"),
            "-m",
            "logs",
            "eval_epoch.accuracy_top5",
            "max");
    assertThat(code).isEqualTo(1);
    assertThat(out).contains("1  a              60        1").doesNotContain("gone");
    assertThat(err)
        .isEqualTo(
            "Error: %s: found no such directory, expected the directory of a run (exp.dir). Check the name.\n"
                    .formatted(path("gone"))
                + missing("a", "accuracy_top5")
                + "Error: %s: found no logs.json, expected the logs of a run. Give the exp.dir of a run that has finished an epoch.\n"
                    .formatted(path("empty"))
                + "Error: %s: found no 'eval_epoch.accuracy_top1', expected a list of that name, one value an epoch. Did you mean 'eval_epoch.acuracy_top1'?\n"
                    .formatted(dir.resolve("c/logs.json")));
  }

  @Test
  void brokenLogsAreNamed() throws IOException {
    Files.writeString(dir.resolve("b/logs.json"), "{\"eval_epoch.loss\": [1,");
    assertThat(compare()).isEqualTo(1);
    assertThat(out).contains("1  a              60        1");
    assertThat(err).contains("Error: " + dir.resolve("b/logs.json") + ": found broken JSON (");
  }

  @Test
  void testLogsEachChooseTheirOwnBest() throws IOException {
    String json =
        """
        {"eval_epoch.epoch": [11], "eval_epoch.accuracy_top1": [61.5],
         "eval_epoch.tdiuc.acc_mpt_a": [44.0], "eval_epoch.tdiuc.acc_mpt_h": [6e-10],
         "eval_epoch.tdiuc.acc_mpt_a_norm": [33], "eval_epoch.tdiuc.acc_mpt_h_norm": [27.5]}
        """;
    Files.writeString(dir.resolve("a/logs_test.json"), json);
    Files.writeString(dir.resolve("b/logs_test.json"), json.replace("6e-10", "1.0"));
    assertThat(compareWhat("tdiuc-test")).isZero();
    assertThat(out)
        .contains("## eval_epoch.tdiuc.acc_mpt_h\n")
        .contains("      1  b           1           11\n      2  a           6e-10       11\n");
  }

  @Test
  void jsonHasAllDigitsAndTheProblems() throws IOException {
    log("a/logs", epochs(4), "accuracy_top1", "[48.333333333333336]");
    compare("--json");
    JsonNode json = new ObjectMapper().readTree(out);
    JsonNode metric = json.get("metrics").get(0);
    assertThat(metric.get("name").asText()).isEqualTo("eval_epoch.accuracy_top1");
    assertThat(metric.get("runs").get(1).toString())
        .isEqualTo(
            "{\"name\":\"a\",\"directory\":\"%s\",\"score\":48.333333333333336,\"epoch\":4}"
                .formatted(path("a").replace("\\", "\\\\")));
    assertThat(json.get("problems")).hasSize(3);
  }

  @Test
  void wrongWordsAreWrongUsage() {
    assertThat(compareWhat("vqa-vla")).isEqualTo(2);
    assertThat(err)
        .startsWith(
            "Error: WHAT: found 'vqa-vla', expected one of vqa-val, tdiuc-val, tdiuc-test. Did you"
                + " mean 'vqa-val'?\n");
    assertThat(compare("-m", "logs", "eval_epoch.loss", "low")).isEqualTo(2);
    assertThat(err).contains("found the order 'low', expected max or min.");
    assertThat(compare("-n", "0")).isEqualTo(2);
    assertThat(err).contains("-n: found 0, expected a number of epochs of at least 1.");
    assertThat(compare("-m", "logs", "eval_epoch.loss")).isEqualTo(2);
    assertThat(run("compare")).isEqualTo(2);
    assertThat(err).startsWith("Error: -d [NAME:]DIR is missing.");
    assertThat(run("compare", "-d", path("a"), path("x/a"))).isEqualTo(2);
    assertThat(err)
        .startsWith(
            "Error: -d: found two runs named 'a', expected a name of its own for each run. Name one"
                + " of them: -d %s other:%s.\n".formatted(path("a"), path("x/a")));
  }

  private static String epochs(int... epochs) {
    return "\"eval_epoch.epoch\": " + Arrays.toString(epochs);
  }

  private void log(String name, String epochs, String... metrics) throws IOException {
    StringBuilder json = new StringBuilder("{" + epochs);
    for (int i = 0; i < metrics.length; i += 2) {
      json.append(", \"eval_epoch.%s\": %s".formatted(metrics[i], metrics[i + 1]));
    }
    Path file = dir.resolve(name + ".json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, json + "}");
  }

  private String missing(String run, String metric) {
    return "Error: %s: found no 'eval_epoch.%s', expected a list of that name, one value an epoch. Did you mean 'eval_epoch.accuracy_top1'?\n"
        .formatted(dir.resolve(run).resolve("logs.json"), metric);
  }

  private String path(String run) {
    return dir.resolve(run).toString();
  }

  private int compare(String... words) {
    return compareWhat(null, words);
  }

  private int compareWhat(String what, String... words) {
    List<String> all = new ArrayList<>();
    all.add("compare");
    if (what != null) {
      all.add(what);
    }
    all.addAll(List.of("-d", path("a"), path("b")));
    all.addAll(List.of(words));
    return run(all.toArray(String[]::new));
  }

  private int run(String... words) {
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(new PrintStream(console, true, StandardCharsets.UTF_8), 0);
    int code = new Cli(terminal, new PrintStream(errors, true, StandardCharsets.UTF_8)).run(words);
    out = console.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    err = errors.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    return code;
  }
}
