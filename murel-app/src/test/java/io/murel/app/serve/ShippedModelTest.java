package io.murel.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.app.serve.Service.Got;
import io.murel.app.serve.Service.Part;
import io.murel.app.serve.answer.VqaAnswerer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service with the model that comes with murel. */
class ShippedModelTest {

  private static final String ANSWERS = "/api/v1/answers";

  private static Service service;

  @BeforeAll
  static void start() {
    Path here = Path.of("").toAbsolutePath();
    Path root = Files.isDirectory(here.resolve("models")) ? here : here.getParent();
    service = Service.start(VqaAnswerer.load("murel", root.resolve("models/scenes/murel")));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void itAnswersMostOfTheSuggestedQuestionsRightly() throws Exception {
    int right = 0;
    int asked = 0;
    for (int seed = 0; seed < 15; seed++) {
      JsonNode scene = service.post("/api/v1/scenes", "{\"seed\": " + seed + "}").json();
      for (JsonNode suggested : scene.get("questions")) {
        Got got =
            service.post(
                ANSWERS,
                "{\"image\": \"scene-%d\", \"question\": %s}"
                    .formatted(seed, suggested.get("question")));
        asked++;
        right += got.json().at("/0/answer").equals(suggested.get("answer")) ? 1 : 0;
      }
    }
    assertThat(asked).isGreaterThan(120);
    assertThat(right).isGreaterThan(asked * 7 / 10); // 83 % of the test split
  }

  @Test
  void itsTraceIsAboutTheRegionsOfTheScene() throws Exception {
    JsonNode scene = service.post("/api/v1/scenes", "{\"seed\": 1}").json();
    JsonNode got =
        service
            .post(
                ANSWERS + "?trace=true",
                "{\"image\": \"scene-1\", \"question\": \"How many things are there?\"}")
            .json();
    assertThat(got.get("regions")).isEqualTo(scene.get("regions"));
    assertThat(got.at("/trace/steps")).hasSize(2);
    assertThat(got.at("/trace/steps/0/partners")).hasSize(scene.get("regions").size());
  }

  @Test
  void theFactsAreThoseOfItsDescription() throws Exception {
    JsonNode model = service.get("/api/v1/models").json().at("/models/0");
    assertThat(model.get("network").asText()).isEqualTo("murel_net");
    assertThat(model.get("answers").asInt()).isEqualTo(31);
    assertThat(model.get("parameters").asInt()).isGreaterThan(100_000);
    assertThat(model.get("accuracy").asDouble()).isBetween(70.0, 100.0);
  }

  @Test
  void anUploadedSceneIsAnsweredFromItsPixels() throws Exception {
    byte[] picture = service.get("/api/v1/images/scene-4").response().body();
    Got got =
        service.post(
            ANSWERS,
            Part.file("image", picture),
            Part.text("question", "How many things are there?"));
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.json().at("/0/answer").asText()).matches("[0-9]+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"🐈🐈", "球是什么颜色的", "zxqv blorp", "?!", "..."})
  void questionsWithoutAWordItKnowsAreRefusedAndHarmNoOthers(String question) throws Exception {
    var good =
        service.postLater(
            ANSWERS, "{\"image\": \"scene-1\", \"question\": \"What color is the star?\"}");
    Got got = service.post(ANSWERS, "{\"image\": \"scene-1\", \"question\": \"" + question + "\"}");
    assertThat(got.status()).isEqualTo(422);
    assertThat(got.type()).isEqualTo("urn:murel:invalid-request");
    assertThat(got.detail()).startsWith("the question: found ");
    assertThat(good.join().status()).isEqualTo(200);
  }

  @Test
  void aQuestionOfTooManyWordsIsRefused() throws Exception {
    Got got =
        service.post(
            ANSWERS,
            "{\"image\": \"scene-1\", \"question\": \"" + "is it red ".repeat(60) + "?\"}");
    assertThat(got.status()).isEqualTo(422);
    assertThat(got.detail()).contains("words, expected at most 100");
  }
}
