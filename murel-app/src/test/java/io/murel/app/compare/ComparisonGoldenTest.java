package io.murel.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.murel.app.cli.Cli;
import io.murel.app.console.Terminal;
import io.murel.golden.Golden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The tables of the original's scripts on its own logs, character by character. */
class ComparisonGoldenTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int CUT = 4;

  private static final Map<String, List<String>> COMMANDS =
      Map.of(
          "murel.compare_vqa2_val", List.of("compare", "vqa-val"),
          "murel.compare_tdiuc_val", List.of("compare", "tdiuc-val"),
          "bootstrap.compare", List.of("compare"));

  @TempDir private Path dir;

  @TestFactory
  Stream<DynamicTest> compare() throws IOException {
    JsonNode runs = Golden.json("ckpt/run_vqa2/compare.json").get("runs");
    for (String log : List.of("logs", "logs_val_oe")) {
      ObjectNode content = (ObjectNode) Golden.json("ckpt/run_vqa2/" + log + ".json");
      write("second", log, content);
      content.properties().stream()
          .filter(field -> field.getKey().contains("_epoch."))
          .forEach(field -> cut((ArrayNode) field.getValue()));
      write("first", log, content);
    }
    assertThat(runs).hasSizeGreaterThanOrEqualTo(4);
    return runs.valueStream().map(this::test);
  }

  private void write(String run, String log, ObjectNode content) throws IOException {
    Path folder = Files.createDirectories(dir.resolve("logs").resolve(run));
    JSON.writeValue(folder.resolve(log + ".json").toFile(), content);
  }

  private static void cut(ArrayNode list) {
    while (list.size() > CUT) {
      list.remove(list.size() - 1);
    }
  }

  private DynamicTest test(JsonNode run) {
    List<String> arguments = run.get("arguments").valueStream().map(JsonNode::asText).toList();
    return DynamicTest.dynamicTest(
        String.join(" ", arguments),
        () -> {
          List<String> words = new ArrayList<>(COMMANDS.get(arguments.get(0)));
          arguments.stream()
              .skip(1)
              .map(word -> word.replace("logs/", dir.resolve("logs") + "/"))
              .forEach(words::add);
          assertThat(stdout(words)).isEqualTo(run.get("stdout").asText());
        });
  }

  private static String stdout(List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), 0);
    int code =
        new Cli(terminal, new PrintStream(err, true, StandardCharsets.UTF_8))
            .run(words.toArray(String[]::new));
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
