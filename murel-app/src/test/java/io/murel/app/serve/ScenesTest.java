package io.murel.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.app.serve.Service.Got;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenes that are drawn on demand. */
class ScenesTest {

  private static final String SCENES = "/api/v1/scenes";
  private static final String IMAGES = "/api/v1/images/";

  private static Service service;

  @BeforeAll
  static void start() {
    service = Service.start(FakeAnswerer.murel());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aSceneHasPictureRegionsAndQuestions() throws Exception {
    JsonNode scene = service.post(SCENES, "{\"seed\": 42}").json();

    assertThat(scene.get("name").asText()).isEqualTo("scene-42");
    assertThat(scene.get("seed").asLong()).isEqualTo(42);
    assertThat(scene.get("regions").size()).isBetween(4, 8);
    var image =
        ImageIO.read(new ByteArrayInputStream(service.get(IMAGES + "scene-42").response().body()));
    assertThat(image.getWidth()).isEqualTo(scene.get("width").asInt());
    assertThat(image.getHeight()).isEqualTo(scene.get("height").asInt());
    assertThat(service.get(IMAGES + "scene-42/regions").json().get("regions"))
        .isEqualTo(scene.get("regions"));
    assertThat(service.get(IMAGES + "scene-42/questions").json().get("questions"))
        .isEqualTo(scene.get("questions"));
  }

  @Test
  void theQuestionsAreOfAllTypes() throws Exception {
    JsonNode questions = service.post(SCENES, "{\"seed\": 5}").json().get("questions");
    Set<String> types = new TreeSet<>(questions.findValuesAsText("type"));
    assertThat(types).hasSizeGreaterThanOrEqualTo(6);
    assertThat(questions.findValuesAsText("question")).allMatch(text -> text.endsWith("?"));
    assertThat(questions.findValuesAsText("answer")).doesNotContain("");
  }

  @Test
  void aNameBringsTheSameSceneBackToAnotherService() throws Exception {
    JsonNode scene = service.post(SCENES, "{\"seed\": 9, \"objects\": 6}").json();
    byte[] picture = service.get(IMAGES + "scene-9-6").response().body();
    assertThat(scene.get("name").asText()).isEqualTo("scene-9-6");
    assertThat(scene.get("regions")).hasSize(6);
    try (Service other = Service.start(FakeAnswerer.murel())) {
      assertThat(other.get(IMAGES + "scene-9-6").response().body()).isEqualTo(picture);
      assertThat(other.get(IMAGES + "scene-9-6/regions").json().get("regions"))
          .isEqualTo(scene.get("regions"));
    }
  }

  @Test
  void withoutASeedScenesDiffer() throws Exception {
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < 4; i++) {
      names.add(service.post(SCENES, "{}").json().get("name").asText());
    }
    Got withoutBody =
        service.send(HttpRequest.newBuilder(service.url(SCENES)).POST(BodyPublishers.noBody()));
    names.add(withoutBody.json().get("name").asText());
    assertThat(names).hasSizeGreaterThan(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"seed": -1} | seed: found -1, expected a whole number from 0 to 9007199254740991.
          {"seed": "1"} | seed: found "1", expected a whole number from 0 to 9007199254740991.
          {"seed": 1.5} | seed: found 1.5, expected a whole number from 0 to 9007199254740991.
          {"seed": 1e3} | seed: found 1000.0, expected a whole number from 0 to 9007199254740991.
          {"seed": 9007199254740992} | seed: found 9007199254740992, expected a whole number from 0 to 9007199254740991.
          {"objects": 2} | objects: found 2, expected a whole number from 3 to 10.
          {"objects": 11} | objects: found 11, expected a whole number from 3 to 10.
          {"sead": 1} | body: found 'sead', expected only seed and objects.
          [] | body: found no object, expected an object with seed and objects.
          """)
  void wishesThatCannotBeAreRefused(String body, String detail) throws Exception {
    Got got = service.post(SCENES, body);
    assertThat(got.status()).isEqualTo(422);
    assertThat(got.detail()).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource({
    "scene-",
    "scene-01",
    "scene-9007199254740992",
    "scene-1-2",
    "scene-1-11",
    "scene--1"
  })
  void otherNamesAreNoScenes(String name) throws Exception {
    assertThat(service.get(IMAGES + name).status()).isEqualTo(404);
  }
}
