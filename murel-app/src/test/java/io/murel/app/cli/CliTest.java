package io.murel.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {

  @TempDir private Path dir;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void withoutACommandTheHelpIsShown() {
    assertThat(run()).isZero();
    assertThat(out()).startsWith("Usage: murel ").contains("Commands:", "Examples:");
    assertThat(err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "run",
        "scenes",
        "download",
        "import",
        "score",
        "compare",
        "options",
        "view",
        "serve",
        "trace-check"
      })
  void theHelpOfEachCommandTeachesByExample(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out()).contains("Usage: murel " + command, "Examples:", "  murel " + command + " ");
  }

  @Test
  void theVersionIsOneLine() {
    assertThat(run("--version")).isZero();
    assertThat(out()).startsWith("murel ").contains("(Java ").hasLineCount(1);
  }

  @Test
  void anUnknownCommandHasANearestOne() {
    assertThat(run("optoins")).isEqualTo(2);
    assertThat(err())
        .startsWith("Error: 'optoins' is not a command; there are ")
        .contains(" Did you mean 'options'?\n")
        .endsWith("'murel --help' shows how to use it.\n");
    assertThat(out()).isEmpty();
  }

  @Test
  void anUnknownOptionHasANearestOne() {
    assertThat(run("--versoin")).isEqualTo(2);
    assertThat(err())
        .isEqualTo(
            "Error: unknown option --versoin. Did you mean '--version'?\n"
                + "'murel --help' shows how to use it.\n");
  }

  @Test
  void aMisspeltSwitchAmongDottedOptionsHasANearestOneToo() throws IOException {
    assertThat(run("options", "-o", options("misc:\n  seed: 1\n"), "--debgu")).isEqualTo(2);
    assertThat(err()).contains("unknown option --debgu. Did you mean '--debug'?");
  }

  @Test
  void aMissingOptionIsNamed() {
    assertThat(run("options")).isEqualTo(2);
    assertThat(err()).startsWith("Error: -o FILE is missing.");
    assertThat(run("view")).isEqualTo(2);
    assertThat(err()).contains("Error: RUN_DIR is missing.");
  }

  @Test
  void badInputIsOneLineWithoutAStackTrace() {
    assertThat(run("options", "-o", "gone.yaml")).isEqualTo(1);
    assertThat(err())
        .isEqualTo(
            "Error: gone.yaml: found no such file, expected an options file. Check the name; the"
                + " ones that come with MuRel are in options/.\n");
  }

  @Test
  void debugShowsTheStackTrace() {
    assertThat(run("options", "--debug", "-o", "gone.yaml")).isEqualTo(1);
    assertThat(err()).startsWith("Error: gone.yaml: ").contains("\tat io.murel.app.options.");
  }

  @Test
  void aWrongDottedOptionIsWrongUsage() throws IOException {
    String file = options("misc:\n  seed: 1\n");
    assertThat(run("options", "-o", file, "--misc.sede", "1")).isEqualTo(2);
    assertThat(err()).contains("Did you mean 'misc.seed'?").endsWith("shows how to use it.\n");
  }

  @Test
  void aWrongOptionInAFileIsBadInput() throws IOException {
    assertThat(run("options", "-o", options("misc:\n  sede: 1\n"))).isEqualTo(1);
    assertThat(err()).startsWith("Error: misc.sede (").contains("line 2", "'misc.seed'");
  }

  @Test
  void optionsShowsFileAndOverridesMerged() throws IOException {
    String file = options("dataset:\n  train_split: train\nmisc:\n  seed: 1\n");
    assertThat(run("options", "--misc.seed", "7", "-o", file, "--dataset.train_split")).isZero();
    assertThat(out()).isEqualTo("dataset:\n  train_split: null\nmisc:\n  seed: 7\n");
  }

  @Test
  void viewDrawsTheChartsOfTheRun() throws IOException {
    Files.writeString(dir.resolve("logs.json"), "{\"train_epoch.loss\": [2, 1]}");
    Files.writeString(dir.resolve("options.yaml"), "view:\n  items:\n  - logs:train_epoch.loss\n");

    assertThat(run("view", dir.toString())).isZero();

    assertThat(out().strip()).isEqualTo(dir.resolve("view.html").toString());
    assertThat(dir.resolve("view.html")).content().contains("logs:train_epoch.loss");
  }

  @Test
  void viewOfAFolderWithoutARunIsBadInput() {
    assertThat(run("view", dir.toString())).isEqualTo(1);
    assertThat(err())
        .isEqualTo(
            "Error: %s: found no logs.json, expected the directory of a run. Give the exp.dir of a"
                    .formatted(dir)
                + " run that has finished an epoch.\n");
  }

  @Test
  void scenesAreDrawnOnceAndSaidToBeThereAlready() {
    String folder = dir.resolve("scenes").toString();
    assertThat(run("scenes", "--out", folder, "--images", "10", "--seed", "3")).isZero();
    assertThat(out())
        .contains("train ", " questions", "question only", "two-hop")
        .endsWith("Written to " + folder + "\n");
    assertThat(dir.resolve("scenes/regions_val.safetensors")).isNotEmptyFile();

    out.reset();
    assertThat(run("scenes", "--out", folder, "--images", "10", "--seed", "3")).isZero();
    assertThat(out()).startsWith(folder + " has these scenes already.\n");
    assertThat(run("scenes", "--out", folder, "--images", "11", "--seed", "3")).isEqualTo(1);
    assertThat(err()).startsWith("Error: ").contains(folder);
  }

  @Test
  void scenesWantANumberOfImages() {
    String folder = dir.resolve("scenes").toString();
    assertThat(run("scenes", "--out", folder, "--images", "many")).isEqualTo(2);
    assertThat(err())
        .startsWith("Error: Invalid value for option '--images': 'many' is not an int");
    assertThat(run("scenes", "--out", folder, "--images", "0")).isEqualTo(1);
  }

  @Test
  void anArchiveThatIsNotThereIsBadInput() {
    assertThat(run("import", "easy-vqa", "gone.tar.gz", "--out", dir.resolve("easy").toString()))
        .isEqualTo(1);
    assertThat(err()).startsWith("Error: gone.tar.gz: ").hasLineCount(1);
    assertThat(dir.resolve("easy")).doesNotExist();
  }

  @Test
  void anUnknownDataSetHasANearestOne() {
    assertThat(run("import", "easy-vpa", "x")).isEqualTo(2);
    assertThat(err()).contains("'easy-vpa' is not a command; there are easy-vqa.");
  }

  @Test
  void runChecksItsOptionsBeforeItStarts() throws IOException {
    String file = options("exp:\n  dir: logs/x\nmodel:\n  network:\n    name: murel\n");
    assertThat(run("run", "-o", file)).isEqualTo(1);
    assertThat(err()).startsWith("Error: dataset").hasLineCount(1);
  }

  private String options(String yaml) throws IOException {
    return Files.writeString(dir.resolve("options.yaml"), yaml).toString();
  }

  private int run(String... args) {
    Terminal terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), 0);
    return new Cli(terminal, new PrintStream(err, true, StandardCharsets.UTF_8)).run(args);
  }

  private String out() {
    return text(out);
  }

  private String err() {
    return text(err);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
