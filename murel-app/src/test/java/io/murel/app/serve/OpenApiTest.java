package io.murel.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.murel.app.serve.Service.Got;
import io.murel.app.serve.Service.Part;
import io.murel.app.serve.answer.Batching;
import io.murel.app.serve.http.ProblemType;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The description of the service is true: of all its routes, and of what they really answer. */
class OpenApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static Service service;
  private static JsonNode document;

  @BeforeAll
  static void start() throws Exception {
    Batching narrow = new Batching(4, Duration.ofMillis(1), 4, Duration.ofSeconds(20));
    service =
        Service.start(
            ServeOptions.on(0).withBatching(narrow),
            FakeAnswerer.knowing("kitchen"),
            FakeAnswerer.attention());
    document = service.get("/openapi.json").json();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void everyRouteIsDescribedAndEveryDescriptionHasARoute() {
    Set<String> served = new TreeSet<>();
    service.server.routes().forEach(route -> served.add(route.method() + " " + route.path()));
    Set<String> described = new TreeSet<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (!method.equals("parameters")) {
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    assertThat(described).isEqualTo(served);
  }

  @Test
  void theDocumentIsOpenApi() {
    assertThat(document.get("openapi").asText()).startsWith("3.1");
    assertThat(document.at("/info/version").asText()).isEqualTo("development");
    List<String> references = new ArrayList<>();
    collect(document, references);
    assertThat(references).isNotEmpty();
    for (String reference : references) {
      assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
    Set<String> operations = new TreeSet<>(document.findValuesAsText("operationId"));
    assertThat(operations).hasSize(document.findValues("operationId").size());
    document
        .at("/components/schemas")
        .properties()
        .forEach(
            schema -> assertThat(references).contains("#/components/schemas/" + schema.getKey()));
  }

  private static void collect(JsonNode node, List<String> references) {
    if (node.has("$ref")) {
      references.add(node.get("$ref").asText());
    }
    node.forEach(child -> collect(child, references));
  }

  @Test
  void theLimitsAreThoseOfTheService() {
    assertThat(document.at("/components/schemas/Question/maxLength").asInt()).isEqualTo(1000);
    assertThat(document.at("/components/schemas/Questions/maxItems").asInt()).isEqualTo(64);
    assertThat(document.at("/components/schemas/TopK/maximum").asInt()).isEqualTo(100);
  }

  @Test
  void everyKindOfProblemIsListed() {
    List<String> listed = new ArrayList<>();
    document
        .at("/components/schemas/Problem/properties/type/enum")
        .forEach(type -> listed.add(type.asText()));
    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ProblemType.values()).map(ProblemType::uri).toList());
  }

  @Test
  void answersAreAsDescribed() throws Exception {
    String answers = "/api/v1/answers";
    String one = "{\"image\": \"scene-1\", \"question\": \"What?\"}";
    String two = "{\"image\": \"kitchen\", \"questions\": [\"What?\", \"Where?\"]}";
    byte[] picture = service.get("/api/v1/images/scene-2").response().body();
    requestIsAsDescribed(answers, one);
    requestIsAsDescribed(answers, two);
    for (String query : new String[] {"", "?trace=true", "?trace=true&model=attention&top_k=1"}) {
      describes("post", answers, service.post(answers + query, one));
      describes("post", answers, service.post(answers + query, two.replace("kitchen", "scene-1")));
      describes(
          "post",
          answers,
          service.post(
              answers + query, Part.file("image", picture), Part.text("question", "What?")));
    }
    describes("post", answers, service.post(answers + "?trace=true", two));
  }

  @Test
  void theOtherRoutesAnswerAsDescribed() throws Exception {
    byte[] picture = service.get("/api/v1/images/scene-2").response().body();
    describes("get", "/api/v1/images", service.get("/api/v1/images"));
    Got upload = service.post("/api/v1/images", Part.file("image", picture));
    describes("post", "/api/v1/images", upload);
    for (String name : new String[] {"scene-3", upload.json().get("name").asText()}) {
      String image = "/api/v1/images/" + name;
      describes("get", "/api/v1/images/{name}", service.get(image));
      describes("get", "/api/v1/images/{name}/regions", service.get(image + "/regions"));
      describes("get", "/api/v1/images/{name}/questions", service.get(image + "/questions"));
    }
    describes(
        "get",
        "/api/v1/images/{name}/regions",
        service.get("/api/v1/images/kitchen/regions?model=murel"));
    requestIsAsDescribed("/api/v1/scenes", "{\"seed\": 3, \"objects\": 5}");
    describes("post", "/api/v1/scenes", service.post("/api/v1/scenes", "{\"seed\": 3}"));
    describes(
        "post", "/api/v1/scenes", service.post("/api/v1/scenes", "{\"seed\": 3, \"objects\": 5}"));
    describes("get", "/api/v1/models", service.get("/api/v1/models"));
    describes("get", "/health", service.get("/health"));
    describes("get", "/metrics", service.get("/metrics"));
    describes("get", "/openapi.json", service.get("/openapi.json"));
  }

  @Test
  void problemsAreAsDescribed() throws Exception {
    String answers = "/api/v1/answers";
    describes("post", answers, service.post(answers, "{"), 400);
    describes(
        "post", answers, service.post(answers, "{\"image\": \"x\", \"question\": \"a\"}"), 404);
    describes("post", answers, service.post(answers, "[]"), 422);
    describes(
        "post",
        answers,
        service.post(answers, "{\"image\": \"" + "x".repeat(2_000_000) + "\"}"),
        413);
    describes(
        "post",
        answers,
        service.send(
            HttpRequest.newBuilder(service.url(answers)).POST(BodyPublishers.ofString("a"))),
        415);
    String five = "{\"image\": \"scene-1\", \"questions\": [\"a\", \"a\", \"a\", \"a\", \"a\"]}";
    Got busy = service.post(answers, five);
    describes("post", answers, busy, 503);
    assertThat(busy.header("Retry-After")).matches("[1-9][0-9]*");
    describes("get", "/api/v1/images", service.get("/api/v1/images?limit=0"), 422);
    describes("get", "/api/v1/images", service.get("/api/v1/images?model=x"), 404);
    describes("post", "/api/v1/images", service.post("/api/v1/images", "{}"), 415);
    describes(
        "post",
        "/api/v1/images",
        service.post("/api/v1/images", Part.file("image", new byte[9])),
        422);
    describes("get", "/api/v1/images/{name}", service.get("/api/v1/images/x"), 404);
    describes("post", "/api/v1/scenes", service.post("/api/v1/scenes", "{\"seed\": -1}"), 422);
    describes("post", "/api/v1/scenes", service.post("/api/v1/scenes", "{"), 400);
  }

  @Test
  void whatTheServiceRefusesTheDescriptionForbids() {
    Schema request = schema(document.at("/components/schemas/AnswerRequest"));
    for (String wrong :
        new String[] {
          "{\"image\": \"a\"}",
          "{\"question\": \"a\"}",
          "{\"image\": \"a\", \"question\": \"\"}",
          "{\"image\": \"a\", \"question\": \"a\", \"questions\": [\"b\"]}",
          "{\"image\": \"a\", \"question\": \"a\", \"top_k\": 101}",
          "{\"image\": \"a\", \"question\": \"a\", \"topk\": 1}"
        }) {
      assertThat(request.validate(wrong, InputFormat.JSON)).as(wrong).isNotEmpty();
    }
  }

  private static void requestIsAsDescribed(String path, String body) {
    JsonNode content =
        document.get("paths").get(path).at("/post/requestBody/content/application~1json/schema");
    assertThat(schema(content).validate(body, InputFormat.JSON)).as(body).isEmpty();
  }

  private static void describes(String method, String path, Got got, int status) {
    assertThat(got.status()).as(got.text()).isEqualTo(status);
    describes(method, path, got);
  }

  /** The status, the content type and the body of an answer are as the document says. */
  private static void describes(String method, String path, Got got) {
    JsonNode response =
        document.get("paths").get(path).get(method).get("responses").get("" + got.status());
    assertThat(response).as("%s %s %d", method, path, got.status()).isNotNull();
    if (response.has("$ref")) {
      response = document.at(response.get("$ref").asText().substring(1));
    }
    String type = got.header("Content-Type").replaceFirst(";.*", "");
    JsonNode content = response.get("content").get(type);
    assertThat(content).as("%s %s %s", method, path, type).isNotNull();
    if (content.has("schema")) {
      List<Error> errors = schema(content.get("schema")).validate(got.text(), InputFormat.JSON);
      assertThat(errors).as("%s %s: %s", method, path, got.text()).isEmpty();
    }
  }

  /** A part of the document as a schema of its own, beside the components it refers to. */
  private static Schema schema(JsonNode part) {
    ObjectNode root = JSON.createObjectNode();
    root.set("components", document.get("components"));
    root.putArray("allOf").add(part);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(root);
  }
}
