package io.murel.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.app.serve.answer.Answerer;
import io.murel.app.serve.answer.VqaAnswerer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many clients at a time, for seconds; {@code bench/Load.java} does it for minutes. */
@Timeout(180)
class LoadTest {

  private static final Path ROOT = root();

  @TempDir private Path temp;

  /** Where the tests run is the module or, in some tools, the root. */
  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("bench/Load.java")) ? here : here.getParent();
  }

  @Test
  void theModelThatComesWithMurelAnswersManyClientsAsItAnswersOne() throws Exception {
    JsonNode result =
        load(
            VqaAnswerer.load("murel", ROOT.resolve("models/scenes/murel")),
            "--seconds",
            "4",
            "--scenes",
            "6");

    assertThat(result.get("good").asBoolean()).as(result.toString()).isTrue();
    assertThat(result.get("answers").asInt()).isPositive();
  }

  @Test
  void batchesGiveThreeTimesTheAnswersOfOneRequestAtATime() throws Exception {
    JsonNode result =
        load(FakeAnswerer.slow(20), "--seconds", "4", "--scenes", "3", "--ratio", "3");

    assertThat(result.get("good").asBoolean()).as(result.toString()).isTrue();
    assertThat(result.get("ratio").asDouble()).isGreaterThan(3);
  }

  /** Runs the script as anyone would, against a service in this process. */
  private JsonNode load(Answerer model, String... more) throws Exception {
    try (Service service = Service.start(model)) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add(ROOT.resolve("bench/Load.java").toString());
      command.addAll(List.of("--json", "--url", service.server.url().toString()));
      command.addAll(List.of("--clients", "64", "--alone-seconds", "2"));
      command.addAll(List.of(more));
      Path out = temp.resolve("out");
      Path err = temp.resolve("err");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      try {
        process.waitFor();
      } finally {
        process.destroyForcibly();
      }
      String said = Files.readString(out, StandardCharsets.UTF_8);
      assertThat(said).as(Files.readString(err, StandardCharsets.UTF_8)).startsWith("{");
      return new ObjectMapper().readTree(said);
    }
  }
}
