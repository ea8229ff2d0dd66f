package io.murel.app.serve.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.app.browser.Tab;
import io.murel.app.serve.MurelServer;
import io.murel.app.serve.ServeOptions;
import io.murel.app.serve.answer.Models;
import io.murel.app.serve.image.PictureFolder;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** The real service and its page, with networks that do not depend on any training. */
final class PageService implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final MurelServer server;

  private PageService(MurelServer server) {
    this.server = server;
  }

  static PageService start(Path pictures) throws IOException {
    Files.createDirectories(pictures);
    for (String name : List.of("crowd-36", "crowd-100")) {
      ImageIO.write(landscape(), "png", pictures.resolve(name + ".png").toFile());
    }
    Models models =
        new Models(List.of(new PageAnswerer("murel", 3), new PageAnswerer("attention", 0)));
    return new PageService(
        MurelServer.start(ServeOptions.on(0), models, PictureFolder.open(pictures)));
  }

  /** A service that was started elsewhere. */
  static PageService of(MurelServer server) {
    return new PageService(server);
  }

  /** Some picture. */
  static BufferedImage landscape() {
    BufferedImage image = new BufferedImage(480, 320, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setPaint(new GradientPaint(0, 0, new Color(90, 140, 200), 0, 320, new Color(60, 110, 60)));
    pen.fillRect(0, 0, 480, 320);
    pen.setColor(new Color(250, 210, 90));
    pen.fillOval(340, 40, 60, 60);
    pen.setColor(new Color(160, 60, 50));
    pen.fillRect(90, 150, 120, 110);
    pen.dispose();
    return image;
  }

  /** The page as a link with these fields opens it, for instance {@code image, scene-7}. */
  URI page(String... fields) {
    StringBuilder hash = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      hash.append(i == 0 ? "#" : "&").append(fields[i]).append('=');
      hash.append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
    }
    return server.url().resolve("/" + hash);
  }

  /** Opens the page there and waits until it shows what the link says. */
  Tab show(Tab tab, String... fields) {
    return tab.open(page(fields)).see("html[data-ready]");
  }

  /** What the service itself says. */
  JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(server.url().resolve(path)).build());
  }

  /** The best answer of a model. */
  String answer(String image, String question, String model)
      throws IOException, InterruptedException {
    String body =
        JSON.writeValueAsString(Map.of("image", image, "question", question, "model", model));
    HttpRequest request =
        HttpRequest.newBuilder(server.url().resolve("/api/v1/answers"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return send(request).get(0).get("answer").asText();
  }

  private static JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    return JSON.readTree(
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  @Override
  public void close() {
    server.close();
  }
}
