package io.murel.app.cli;

import io.murel.BadInputException;
import io.murel.app.serve.Limits;
import io.murel.app.serve.MurelServer;
import io.murel.app.serve.ServeOptions;
import io.murel.app.serve.answer.Answerer;
import io.murel.app.serve.answer.Batching;
import io.murel.app.serve.answer.Models;
import io.murel.app.serve.answer.VqaAnswerer;
import io.murel.app.serve.image.PictureFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves trained networks over HTTP. */
@Command(
    name = "serve",
    description = {
      "Answer questions over HTTP, with a page to ask them on and to watch the network reason.",
      "",
      "Only this machine can reach it, unless --host says otherwise. Ctrl-C ends it after the"
          + " questions it has accepted."
    },
    footer = {
      "",
      "Examples:",
      "  murel serve",
      "      the models that come with murel; open http://127.0.0.1:8080",
      "  murel serve --model logs/scenes/murel --model logs/scenes/attention",
      "      two models to compare; requests choose one with model=attention",
      "  murel serve --model best=logs/scenes/murel --images data/scenes/images --port 9000",
      "      under another name, with the pictures of the images in its region store",
      "  curl -F image=@photo.jpg -F question='What colour is the ball?' \\",
      "      http://127.0.0.1:8080/api/v1/answers",
      "      ask from a shell; docs/serve.md has the rest of the API"
    })
final class ServeCommand implements Callable<Integer> {

  private static final int MEGA = 1_000_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "[NAME=]DIR",
      description =
          "A run directory, or what murel export --model made; may be given several times. It is"
              + " served under NAME, else under the name of the directory (default: the models that"
              + " come with murel, models/scenes/*).")
  private List<String> directories = new ArrayList<>();

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "Pictures that can be asked about by their names.")
  private Path pictures;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = ServeOptions.LOOPBACK,
      description = "Where to listen; 0.0.0.0 for everywhere (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8080",
      description = "Where to listen; 0 for any free port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "32",
      description = "Most questions computed together (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--batch-wait",
      paramLabel = "MS",
      defaultValue = "3",
      description =
          "How long a question waits for others while several clients ask (default:"
              + " ${DEFAULT-VALUE}).")
  private int batchWait;

  @Option(
      names = "--queue",
      paramLabel = "N",
      defaultValue = "512",
      description =
          "Most questions that wait; more are refused with 503 (default: ${DEFAULT-VALUE}).")
  private int queue;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      defaultValue = "30",
      description = "After how long a question is given up (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(
      names = "--max-body",
      paramLabel = "MB",
      defaultValue = "20",
      description = "Largest request (default: ${DEFAULT-VALUE}).")
  private int maxBody;

  @Option(
      names = "--max-pixels",
      paramLabel = "MILLIONS",
      defaultValue = "50",
      description = "Largest picture (default: ${DEFAULT-VALUE}).")
  private int maxPixels;

  @Option(
      names = "--max-question",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Longest question in characters (default: ${DEFAULT-VALUE}).")
  private int maxQuestion;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ServeOptions options =
        ServeOptions.on(between("--port", port, 0, 65_535))
            .withHost(host)
            .withBatching(batching())
            .withLimits(limits());
    PictureFolder folder = pictures == null ? PictureFolder.none() : PictureFolder.open(pictures);
    MurelServer server = MurelServer.start(options, models(), folder);
    PrintWriter out = spec.commandLine().getOut(); // flushes each line
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, out), "murel-end"));
    out.println("Listening on " + server.url() + " (Ctrl-C ends it)");
    server.join();
    return Cli.OK;
  }

  private static void end(MurelServer server, PrintWriter out) {
    out.println("Stopping: what was accepted is answered first.");
    server.close();
    out.println("Stopped.");
  }

  private Batching batching() {
    int size = between("--batch-size", batchSize, 1, 1024);
    return new Batching(
        size,
        Duration.ofMillis(between("--batch-wait", batchWait, 0, 1000)),
        between("--queue", queue, size, 100_000),
        Duration.ofSeconds(between("--timeout", timeout, 1, 3600)));
  }

  private Limits limits() {
    return Limits.USUAL
        .withBodyBytes(MEGA * between("--max-body", maxBody, 1, 500))
        .withPixels((long) MEGA * between("--max-pixels", maxPixels, 1, 500))
        .withQuestionCharacters(between("--max-question", maxQuestion, 10, 100_000));
  }

  private Models models() {
    Map<String, Path> named = new LinkedHashMap<>();
    for (String given : directories.isEmpty() ? shipped() : directories) {
      int equals = given.indexOf('=');
      Path directory = Path.of(given.substring(equals + 1));
      String name = equals > 0 ? given.substring(0, equals) : nameOf(directory);
      if (named.put(name, directory) != null) {
        throw BadInputException.at("--model")
            .found("two models under the name " + name)
            .expected("different names")
            .remedy("Give one of them another: --model other=" + directory);
      }
    }
    List<Answerer> loaded = new ArrayList<>();
    try {
      named.forEach((name, directory) -> loaded.add(VqaAnswerer.load(name, directory)));
      return new Models(loaded);
    } catch (RuntimeException | Error e) {
      loaded.forEach(Answerer::close);
      throw e;
    }
  }

  /** MuRel, and beside it the attention baseline where that is there too. */
  private static List<String> shipped() {
    Path folder = Path.of(System.getProperty("murel.root", "")).resolve("models/scenes");
    Path attention = folder.resolve("attention");
    List<String> out = new ArrayList<>(List.of(folder.resolve("murel").toString()));
    if (Files.isDirectory(attention)) {
      out.add(attention.toString());
    }
    return out;
  }

  private static String nameOf(Path directory) {
    Path last = directory.toAbsolutePath().normalize().getFileName();
    return last == null ? "model" : last.toString();
  }

  private int between(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(), option + ": found " + value + ", expected " + least + " to " + most);
    }
    return value;
  }
}
