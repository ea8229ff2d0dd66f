package io.murel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.cli.Cli;
import io.murel.app.console.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command murel serve. */
@Timeout(120)
class ServeCommandTest {

  @TempDir private Path dir;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private static Path model() {
    Path here = Path.of("").toAbsolutePath();
    Path root = Files.isDirectory(here.resolve("models")) ? here : here.getParent();
    return root.resolve("models/scenes/murel");
  }

  private int run(String... args) {
    Terminal terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), 0);
    return new Cli(terminal, new PrintStream(err, true, StandardCharsets.UTF_8)).run(args);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theHelpTeachesByExample() {
    assertThat(run("serve", "--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Usage: murel serve", "Examples:", "  murel serve ", "--port", "127.0.0.1");
  }

  @Test
  void aDirectoryWithoutAModelIsRefused() {
    assertThat(run("serve", "--model", dir.resolve("none").toString())).isEqualTo(1);
    assertThat(err()).startsWith("Error: " + dir.resolve("none") + ": found no such folder");
  }

  @Test
  void aModelWithAFileMissingIsRefusedWithTheFile() throws IOException {
    Files.copy(model().resolve("model.safetensors"), dir.resolve("model.safetensors"));
    assertThat(run("serve", "--model", dir.toString())).isEqualTo(1);
    assertThat(err()).startsWith("Error: " + dir.resolve("model.json") + ": found no such file");
  }

  @Test
  void aModelWithoutWeightsIsRefused() throws IOException {
    Files.copy(model().resolve("model.json"), dir.resolve("model.json"));
    assertThat(run("serve", "--model", dir.toString())).isEqualTo(1);
    assertThat(err()).startsWith("Error: " + dir + ": found no weights");
  }

  @Test
  void twoModelsNeedTwoNames() {
    String model = model().toString();
    assertThat(run("serve", "--model", model, "--model", model)).isEqualTo(1);
    assertThat(err())
        .isEqualTo(
            "Error: --model: found two models under the name murel, expected different names. Give"
                + " one of them another: --model other="
                + model
                + "\n");
  }

  @Test
  void aPortThatIsTakenIsSaid() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      assertThat(run("serve", "--model", model().toString(), "--port", port)).isEqualTo(1);
      assertThat(err())
          .isEqualTo(
              "Error: --host and --port: found 127.0.0.1, port "
                  + port
                  + ", where this cannot listen, expected an address of this machine and a port that"
                  + " no other program uses. Choose another one, or stop the other program.\n");
    }
  }

  @Test
  void numbersOutOfRangeAreWrongUsage() {
    assertThat(run("serve", "--port", "70000")).isEqualTo(2);
    assertThat(err()).startsWith("Error: --port: found 70000, expected 0 to 65535");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process cannot be asked to end there")
  void aServiceThatIsAskedToEndAnswersWhatItHasAccepted() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "io.murel.app.Main",
                "serve",
                "--model",
                model().toString(),
                "--port",
                "0")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = said.readLine();
      while (line != null && !line.startsWith("Listening on ")) {
        line = said.readLine();
      }
      assertThat(line).matches("Listening on http://127.0.0.1:[0-9]+ \\(Ctrl-C ends it\\)");
      URI url = URI.create(line.split(" ")[2] + "/api/v1/answers");
      HttpRequest request =
          HttpRequest.newBuilder(url)
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"image\": \"scene-1\", \"question\": \"What color is the star?\"}"))
              .build();
      HttpClient client = HttpClient.newHttpClient();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);

      process.toHandle().destroy(); // SIGTERM; its output stays open
      List<String> last = said.lines().toList();
      assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
      assertThat(last).contains("Stopping: what was accepted is answered first.", "Stopped.");
      assertThat(last).noneMatch(each -> each.contains("Exception"));
    } finally {
      process.destroyForcibly();
    }
  }
}
