package io.murel.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.app.serve.Service.Got;
import io.murel.app.serve.Service.Part;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions that are answered. */
class AnswersTest {

  private static final String ANSWERS = "/api/v1/answers";

  private static Service service;

  @BeforeAll
  static void start() {
    service = Service.start(FakeAnswerer.knowing("kitchen"), FakeAnswerer.attention());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void oneQuestionHasAListOfAnswersBestFirst() throws Exception {
    Got got = service.post(ANSWERS, "{\"image\": \"scene-1\", \"question\": \"What is it?\"}");

    assertThat(got.status()).isEqualTo(200);
    assertThat(got.header("Content-Type")).isEqualTo("application/json");
    assertThat(got.header("Cache-Control")).isEqualTo("no-store");
    assertThat(got.json()).hasSize(5);
    assertThat(got.json().get(0).fieldNames()).toIterable().containsExactly("score", "answer");
    assertThat(got.json().findValues("score").stream().map(JsonNode::asDouble).toList())
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void severalQuestionsHaveListsInTheirOrder() throws Exception {
    Got both =
        service.post(ANSWERS, "{\"image\": \"scene-1\", \"questions\": [\"What?\", \"Where?\"]}");
    Got second = service.post(ANSWERS, "{\"image\": \"scene-1\", \"question\": \"Where?\"}");

    assertThat(both.json()).hasSize(2);
    assertThat(both.json().get(1)).isEqualTo(second.json());
    assertThat(both.json().get(0)).isNotEqualTo(second.json());
  }

  @Test
  void aListOfOneQuestionHasAListOfOneList() throws Exception {
    Got got = service.post(ANSWERS, "{\"image\": \"scene-1\", \"questions\": [\"What?\"]}");
    assertThat(got.json()).hasSize(1);
    assertThat(got.json().get(0)).hasSize(5);
  }

  @Test
  void asManyAnswersComeAsAreAskedForInAddressOrBody() throws Exception {
    String body = "{\"image\": \"scene-1\", \"question\": \"What?\"%s}";
    assertThat(service.post(ANSWERS + "?top_k=2", body.formatted("")).json()).hasSize(2);
    assertThat(service.post(ANSWERS, body.formatted(", \"top_k\": 1")).json()).hasSize(1);
    assertThat(service.post(ANSWERS, body.formatted(", \"top_k\": 100")).json()).hasSize(11);
  }

  @Test
  void aTraceTellsHowEachStepCameAbout() throws Exception {
    String body = "{\"image\": \"scene-7\", \"question\": \"What?\", \"top_k\": 2}";
    JsonNode got = service.post(ANSWERS + "?trace=true", body).json();

    assertThat(got.fieldNames())
        .toIterable()
        .containsExactly("question", "model", "answers", "image", "regions", "trace");
    assertThat(got.get("question").asText()).isEqualTo("What?");
    assertThat(got.get("model").asText()).isEqualTo("murel");
    assertThat(got.get("answers")).isEqualTo(service.post(ANSWERS, body).json());
    assertThat(got.get("image").toString()).isEqualTo("{\"width\":160,\"height\":120}");
    int regions = got.get("regions").size();
    assertThat(got.at("/trace/steps")).hasSize(3);
    for (JsonNode step : got.at("/trace/steps")) {
      assertThat(step.get("contributions")).hasSize(regions);
      assertThat(sum(step.get("contributions"))).isCloseTo(1, within(1e-3));
      assertThat(step.get("partners")).hasSize(regions);
      assertThat(sum(step.get("partners").get(0))).isCloseTo(1, within(1e-3));
    }
  }

  @Test
  void severalQuestionsHaveSeveralTraces() throws Exception {
    JsonNode got =
        service
            .post(
                ANSWERS + "?trace=true",
                "{\"image\": \"scene-1\", \"questions\": [\"What?\", \"Where?\"]}")
            .json();
    assertThat(got.findValuesAsText("question")).containsExactly("What?", "Where?");
  }

  @Test
  void theAttentionBaselineHasOneStepWithoutPartners() throws Exception {
    JsonNode got =
        service
            .post(
                ANSWERS + "?trace=true&model=attention",
                "{\"image\": \"scene-1\", \"question\": \"What?\"}")
            .json();
    assertThat(got.get("model").asText()).isEqualTo("attention");
    assertThat(got.at("/trace/steps")).hasSize(1);
    assertThat(got.at("/trace/steps/0/partners")).isEmpty();
  }

  @Test
  void anImageOfTheStoreHasNoSizeWithoutAPicture() throws Exception {
    JsonNode got =
        service
            .post(ANSWERS + "?trace=true", "{\"image\": \"kitchen\", \"question\": \"What?\"}")
            .json();
    assertThat(got.get("image").isNull()).isTrue();
    assertThat(got.get("regions").toString())
        .isEqualTo("[{\"box\":[0.0,0.0,0.5,0.5]},{\"box\":[0.25,0.25,1.0,1.0]}]");
  }

  @Test
  void aPictureMayComeWithItsQuestion() throws Exception {
    byte[] picture = service.get("/api/v1/images/scene-3").response().body();
    Got one =
        service.post(ANSWERS, Part.file("image", picture), Part.text("question", "What is it?"));
    Got two =
        service.post(
            ANSWERS + "?trace=true",
            Part.text("question", "What is it?"),
            Part.text("question", "Where is it?"),
            Part.text("top_k", "1"),
            Part.text("model", "attention"),
            Part.file("image", picture));

    assertThat(one.json()).hasSize(5);
    assertThat(two.json()).hasSize(2);
    assertThat(two.json().get(1).get("answers")).hasSize(1);
    assertThat(two.json().get(0).get("image").get("width").asInt()).isEqualTo(160);
  }

  @Test
  void aFormMayNameItsImage() throws Exception {
    Got named =
        service.post(ANSWERS, Part.text("image", "scene-1"), Part.text("question", "What?"));
    Got json = service.post(ANSWERS, "{\"image\": \"scene-1\", \"question\": \"What?\"}");
    assertThat(named.json()).isEqualTo(json.json());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "¿De qué color es la pelota?",
        "球是什么颜色的？",
        "ما لون الكرة؟",
        "🐈❓",
        "a\\u0000b\\n\\t"
      })
  void questionsMayHaveAnyCharacters(String question) throws Exception {
    String json = "{\"image\": \"scene-1\", \"question\": \"%s\"}".formatted(question);
    Got got = service.post(ANSWERS + "?trace=true", json);
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.json().get("question").asText())
        .isEqualTo(question.replace("\\u0000", "\0").replace("\\n", "\n").replace("\\t", "\t"));
    if (!question.contains("\\")) {
      Got form =
          service.post(
              ANSWERS + "?trace=true",
              Part.text("image", "scene-1"),
              Part.text("question", question));
      assertThat(form.json()).isEqualTo(got.json());
    }
  }

  @Test
  void theContentTypeMayHaveParametersAndCapitals() throws Exception {
    Got got =
        service.send(
            HttpRequest.newBuilder(service.url(ANSWERS))
                .header("Content-Type", "Application/JSON; charset=utf-8")
                .POST(BodyPublishers.ofString("{\"image\":\"scene-1\",\"question\":\"What?\"}")));
    assertThat(got.status()).isEqualTo(200);
  }

  private static double sum(JsonNode numbers) throws IOException {
    double sum = 0;
    for (JsonNode number : numbers) {
      sum += number.asDouble();
    }
    return sum;
  }
}
