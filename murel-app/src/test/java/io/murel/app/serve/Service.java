package io.murel.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.app.serve.answer.Answerer;
import io.murel.app.serve.answer.Models;
import io.murel.app.serve.image.PictureFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A service for one test, and a client of it. */
final class Service implements AutoCloseable {

  /** Far more than any answer takes: a test must not wait for ever. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BOUNDARY = "a-line-between-parts";

  final MurelServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Service(MurelServer server) {
    this.server = server;
  }

  /** On a free port. */
  static Service start(Answerer... models) {
    return start(ServeOptions.on(0), models);
  }

  static Service start(ServeOptions options, Answerer... models) {
    return start(options, PictureFolder.none(), models);
  }

  static Service start(ServeOptions options, PictureFolder pictures, Answerer... models) {
    return new Service(MurelServer.start(options, new Models(List.of(models)), pictures));
  }

  /** An answer, read to its end. */
  record Got(HttpResponse<byte[]> response) {

    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(text(), e);
      }
    }

    String type() {
      return json().path("type").asText();
    }

    String detail() {
      return json().path("detail").asText();
    }
  }

  /** A part of a form; a file if it has a file name. */
  record Part(String name, String fileName, byte[] bytes) {

    static Part text(String name, String value) {
      return new Part(name, null, value.getBytes(StandardCharsets.UTF_8));
    }

    static Part file(String name, byte[] bytes) {
      return new Part(name, "a.file", bytes);
    }
  }

  URI url(String path) {
    return URI.create(server.url() + path);
  }

  Got get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(url(path)));
  }

  Got post(String path, String json) throws IOException, InterruptedException {
    return send(json(path, json));
  }

  CompletableFuture<Got> postLater(String path, String json) {
    return client
        .sendAsync(json(path, json).build(), BodyHandlers.ofByteArray())
        .thenApply(Got::new);
  }

  private HttpRequest.Builder json(String path, String json) {
    return HttpRequest.newBuilder(url(path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json));
  }

  Got post(String path, Part... parts) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(url(path))
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofByteArray(form(parts))));
  }

  Got send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return new Got(client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofByteArray()));
  }

  static byte[] form(Part... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Part part : parts) {
      String head =
          "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n"
              .formatted(
                  BOUNDARY,
                  part.name(),
                  part.fileName() == null ? "" : "; filename=\"" + part.fileName() + "\"");
      out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
      out.writeBytes(part.bytes());
      out.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    out.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  /** The sum of a measure over all its labels that start with a text, of which there are some. */
  double measure(String start) throws IOException, InterruptedException {
    List<String> lines =
        get("/metrics").text().lines().filter(line -> line.startsWith(start)).toList();
    assertThat(lines).as("measures that start with %s", start).isNotEmpty();
    return lines.stream()
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Override
  public void close() {
    server.close();
  }
}
