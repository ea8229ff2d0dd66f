package io.murel.app.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The Chromium of this machine, without a window.
 *
 * <p>It is spoken to in its own protocol over a WebSocket, for which the JDK suffices: the usual
 * drivers bring 200 MB with them, or need a second program of just the same version.
 */
public final class Chromium implements AutoCloseable {

  private static final long START_SECONDS = 30;

  private final Process process;
  private final DevTools devTools;

  private Chromium(Process process, DevTools devTools) {
    this.process = process;
    this.devTools = devTools;
  }

  /** Where it is; empty on a machine without it. */
  public static Optional<Path> find() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Options of every start: nothing but the page, and nothing of the user's. */
  public static List<String> command(Path executable, Path profile) {
    return List.of(
        executable.toString(),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile);
  }

  /** Starts it with a profile of its own. */
  public static Chromium start(Path executable, Path profile)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(
                command(executable, profile).stream(),
                Stream.of("--remote-debugging-port=0", "--hide-scrollbars", "about:blank"))
            .toList();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return new Chromium(process, DevTools.connect(address(process, profile)));
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** It writes the port and the path that it listens at into its profile. */
  private static URI address(Process process, Path profile)
      throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < end && process.isAlive()) {
      if (Files.exists(file)) {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() >= 2) {
          return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
        }
      }
      Thread.sleep(20);
    }
    throw new IOException("Chromium does not start here");
  }

  /** A new tab that shares no cookies or storage with others. */
  public Tab open() {
    String context =
        devTools
            .call(null, "Target.createBrowserContext", Map.of())
            .get("browserContextId")
            .asText();
    return open(context);
  }

  /** A new tab that shares its storage with another one. */
  public Tab openBeside(Tab other) {
    return open(other.context());
  }

  private Tab open(String context) {
    JsonNode target =
        devTools.call(
            null, "Target.createTarget", Map.of("url", "about:blank", "browserContextId", context));
    JsonNode attached =
        devTools.call(
            null,
            "Target.attachToTarget",
            Map.of("targetId", target.get("targetId").asText(), "flatten", true));
    return new Tab(devTools, context, attached.get("sessionId").asText());
  }

  @Override
  public void close() {
    devTools.close();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
