package io.murel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.cli.Cli;
import io.murel.app.console.Logs;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What may be wrong with a user's files, options and disk, through the real command line: one clear
 * message, exit code 1 (2 where the command line itself is wrong), no stack trace, and every file
 * as it was. The tests of one subject each extend this.
 */
abstract class BadInput {

  static final Path OPTIONS = Path.of("../options/scenes/murel.yaml");

  @TempDir Path temp;

  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();
  TinyDataSet data;
  Path run;

  @BeforeEach
  void dataSet() throws IOException {
    data = TinyDataSet.write(temp.resolve("data"));
    run = temp.resolve("run");
  }

  @AfterEach
  void withoutDebug() {
    Logs.say(Logs.Detail.NORMAL);
  }

  /** The run fails with this message alone, and no file is changed, added or lost. */
  void assertFails(String message, String... words) throws IOException {
    assertFails(OPTIONS, message, words);
  }

  void assertFails(Path options, String message, String... words) throws IOException {
    Map<String, String> before = files(temp);
    assertThat(murelRun(options, words)).isEqualTo(1);
    assertThat(text(err)).isEqualTo("Error: " + message + "\n");
    assertThat(text(out)).doesNotContain("\tat ");
    assertThat(files(temp)).isEqualTo(before);
  }

  void assertWrongUsage(String message, String... words) throws IOException {
    Map<String, String> before = files(temp);
    assertThat(murelRun(words)).isEqualTo(2);
    assertThat(text(err))
        .isEqualTo("Error: " + message + "\n'murel run --help' shows how to use it.\n");
    assertThat(files(temp)).isEqualTo(before);
  }

  /** What a successful run says on standard error. */
  String warnings(String... words) {
    PrintStream standard = System.err;
    ByteArrayOutputStream warnings = new ByteArrayOutputStream();
    System.setErr(new PrintStream(warnings, true, StandardCharsets.UTF_8));
    try {
      assertThat(murelRun(words)).isZero();
    } finally {
      System.setErr(standard);
    }
    return text(warnings);
  }

  /** An options file that includes the one for scenes. */
  Path options(String yaml) throws IOException {
    String include = "__include__: " + OPTIONS.toAbsolutePath().normalize() + "\n";
    return Files.writeString(temp.resolve("my.yaml"), include + yaml);
  }

  int murelRun(String... words) {
    return murelRun(OPTIONS, words);
  }

  int murelRun(Path options, String... words) {
    List<String> all = new ArrayList<>(List.of("run", "-o", options.toString()));
    all.add("--dataset.curriculum"); // the stages of the scenes' question types: none here
    all.addAll(List.of("--exp.dir", run.toString(), "--dataset.dir", data.folder().toString()));
    if (!List.of(words).contains("--engine.nb_epochs") && options.equals(OPTIONS)) {
      all.addAll(List.of("--engine.nb_epochs", "1"));
    }
    all.addAll(List.of(words));
    return murel(all.toArray(String[]::new));
  }

  int murel(String... args) {
    out.reset();
    err.reset();
    Terminal terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), 0);
    return new Cli(terminal, new PrintStream(err, true, StandardCharsets.UTF_8)).run(args);
  }

  /** Every file below a folder with its content. */
  static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> out = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> !Files.isDirectory(f)).toList()) {
        String content =
            Files.isRegularFile(file) ? Arrays.toString(Files.readAllBytes(file)) : "a link";
        out.put(folder.relativize(file).toString(), content);
      }
    }
    return out;
  }

  static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
