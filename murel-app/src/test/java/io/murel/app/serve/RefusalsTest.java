package io.murel.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.serve.Service.Got;
import io.murel.app.serve.Service.Part;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that cannot be answered: each is told why, and the service goes on. */
class RefusalsTest {

  private static final String ANSWERS = "/api/v1/answers";
  private static final String PROBLEM = "application/problem+json";

  private static Service service;

  @BeforeAll
  static void start() {
    service =
        Service.start(
            ServeOptions.on(0).withLimits(Limits.USUAL.withBodyBytes(2_000_000)),
            FakeAnswerer.knowing("kitchen", "street"),
            FakeAnswerer.attention());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @AfterEach
  void theServiceGoesOn() throws Exception {
    Got got = service.post(ANSWERS, "{\"image\": \"scene-1\", \"question\": \"What?\"}");
    assertThat(got.status()).isEqualTo(200);
    assertThat(service.get("/metrics").text()).doesNotContain("status=\"500\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"image": "scene-1", "question": ""} | 422 | question: found an empty text, expected a question in words.
          {"image": "scene-1", "question": " \\t\\n"} | 422 | question: found an empty text, expected a question in words.
          {"image": "scene-1", "questions": []} | 422 | questions: found none, expected 1 to 64.
          {"image": "scene-1", "questions": ["a", 3]} | 422 | questions[1]: found 3, expected a text.
          {"image": "scene-1", "questions": "a"} | 422 | questions: found the text 'a', expected a list of texts.
          {"image": "scene-1"} | 422 | body: found no question, expected question with one text, or questions with a list of texts.
          {"image": "scene-1", "question": "a", "questions": ["b"]} | 422 | body: found both question and questions, expected question with one text, or questions with a list of texts.
          {"question": "a"} | 422 | body: found no image, expected image with the name of one.
          {"image": null, "question": "a"} | 422 | image: found null, expected a text.
          {"image": ["scene-1"], "question": "a"} | 422 | image: found a list, expected a text.
          {"image": "scene-1", "question": "a", "top_k": 0} | 422 | top_k: found '0', expected a whole number from 1 to 100.
          {"image": "scene-1", "question": "a", "top_k": 101} | 422 | top_k: found '101', expected a whole number from 1 to 100.
          {"image": "scene-1", "question": "a", "top_k": 1.5} | 422 | top_k: found 1.5, expected a whole number.
          {"image": "scene-1", "question": "a", "top_k": "2"} | 422 | top_k: found the text '2', expected a whole number.
          {"image": "scene-1", "question": "a", "top_k": 99999999999999999999} | 422 | top_k: found '99999999999999999999', expected a whole number from 1 to 100.
          {"image": "scene-1", "qestion": "a"} | 422 | body: found 'qestion', expected only image, model, question, questions, top_k. Did you mean 'question'?
          {"image": "scene-1", "question": "a", "model": "mure"} | 404 | model: found 'mure', expected one of murel, attention. Did you mean 'murel'?
          {"image": "kichen", "question": "a"} | 404 | image: found 'kichen', expected the name of an image, of an upload, or scene-NUMBER. Did you mean 'kitchen'?
          {"image": "", "question": "a"} | 404 | image: found '', expected the name of an image, of an upload, or scene-NUMBER. GET /api/v1/images lists them.
          {"image": "../../etc/passwd", "question": "a"} | 404 | image: found '../../etc/passwd', expected the name of an image, of an upload, or scene-NUMBER. GET /api/v1/images lists them.
          {"image": "upload-0123", "question": "a"} | 404 | image: found 'upload-0123', expected the name of an image, of an upload, or scene-NUMBER. Uploaded pictures are forgotten after a while; upload it again.
          {"image": "scene-007", "question": "a"} | 404 | image: found 'scene-007', expected the name of an image, of an upload, or scene-NUMBER. GET /api/v1/images lists them.
          [] | 422 | body: found a list, expected an object with image and question.
          "scene-1" | 422 | body: found the text 'scene-1', expected an object with image and question.
          """)
  void whatIsWrongWithABodyIsSaid(String json, int status, String detail) throws Exception {
    Got got = service.post(ANSWERS, json);
    assertThat(got.detail()).isEqualTo(detail);
    assertThat(got.status()).isEqualTo(status);
    assertThat(got.json().get("status").asInt()).isEqualTo(status);
    assertThat(got.header("Content-Type")).isEqualTo(PROBLEM);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "nothing",
      textBlock =
          """
          {"image": "scene-1", "question": | body: found a mistake in line 1, column
          {"image": "scene-1"} {} | body: found a mistake in line 1, column
          {"image": "a", "image": "b", "question": "c"} | body: found a mistake in line 1, column
          {'image': 'scene-1'} | body: found a mistake in line 1, column
          [[[[[[[[[[[[[[[[[[[[[[[[[[[[ | body: found lists in lists or texts beyond all measure, expected
          NaN | body: found a mistake in line 1, column
          nothing | body: found nothing, expected one JSON object in UTF-8.
          """)
  void malformedJsonIsRefusedWithThePlaceOfTheMistake(String json, String detail) throws Exception {
    Got got = service.post(ANSWERS, json == null ? "" : json);
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.type()).isEqualTo("urn:murel:malformed-body");
    assertThat(got.detail()).startsWith(detail);
  }

  @Test
  void textThatIsNotUtf8IsMalformed() throws Exception {
    byte[] latin =
        "{\"image\":\"scene-1\",\"question\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
    Got got =
        service.send(
            HttpRequest.newBuilder(service.url(ANSWERS))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(latin)));
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.detail()).contains("UTF-8");
  }

  @Test
  void aVeryLongQuestionIsRefusedWithItsLength() throws Exception {
    String json = "{\"image\": \"scene-1\", \"question\": \"%s\"}";
    assertThat(service.post(ANSWERS, json.formatted("😀".repeat(1000))).status()).isEqualTo(200);
    Got got = service.post(ANSWERS, json.formatted("😀".repeat(1001)));
    assertThat(got.status()).isEqualTo(422);
    assertThat(got.detail())
        .isEqualTo(
            "question: found 1001 characters, expected at most 1000. The model reads short"
                + " questions.");
  }

  @Test
  void tooManyQuestionsAreRefused() throws Exception {
    String list = "\"a\",".repeat(64) + "\"a\"";
    Got got = service.post(ANSWERS, "{\"image\": \"scene-1\", \"questions\": [" + list + "]}");
    assertThat(got.status()).isEqualTo(422);
    assertThat(got.detail()).isEqualTo("questions: found 65, expected 1 to 64.");
  }

  @Test
  void aHugeNameIsNotRepeated() throws Exception {
    Got got =
        service.post(ANSWERS, "{\"image\": \"" + "x".repeat(100_000) + "\", \"question\": \"a\"}");
    assertThat(got.status()).isEqualTo(404);
    assertThat(got.detail()).hasSizeLessThan(250).contains("x".repeat(80) + "…'");
  }

  @Test
  void muchJsonIsRefused() throws Exception {
    Got got =
        service.post(
            ANSWERS, "{\"image\": \"" + "x".repeat(1_000_000) + "\", \"question\": \"a\"}");
    assertThat(got.status()).isEqualTo(413);
    assertThat(got.detail())
        .startsWith("body: found 1000030 bytes of JSON, expected at most 1000000.");
  }

  @ParameterizedTest
  @CsvSource({"2000001", "8000000"})
  void aLargeBodyIsRefusedAndTheRefusalArrives(int bytes) throws Exception {
    Got got =
        service.send(
            HttpRequest.newBuilder(service.url(ANSWERS))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[bytes])));
    assertThat(got.status()).isEqualTo(413);
    assertThat(got.type()).isEqualTo("urn:murel:body-too-large");
    assertThat(got.detail())
        .isEqualTo(
            "body: found more than 2,000,000 bytes, which is the most that is read. Send a smaller"
                + " picture.");
  }

  @ParameterizedTest
  @CsvSource({
    "trace=maybe, 422, 'trace: found ''maybe'', expected true or false.'",
    "top_k=x, 422, 'top_k: found ''x'', expected a whole number from 1 to 100.'",
    "top_k=1&top_k=2, 422, 'top_k: found 2 of them, expected one.'",
    "model=nope, 404, 'model: found ''nope'', expected one of murel, attention. Choose one of these.'",
    "trase=true, 422, 'query: found ''trase'', expected one of model, top_k, trace. Did you mean"
        + " ''trace''?'",
  })
  void whatIsWrongWithAnAddressIsSaid(String query, int status, String detail) throws Exception {
    Got got = service.post(ANSWERS + "?" + query, "{\"image\": \"scene-1\", \"question\": \"a\"}");
    assertThat(got.status()).isEqualTo(status);
    assertThat(got.detail()).isEqualTo(detail);
  }

  @Test
  void addressAndBodyMustNotDisagree() throws Exception {
    Got got =
        service.post(
            ANSWERS + "?top_k=1", "{\"image\": \"scene-1\", \"question\": \"a\", \"top_k\": 2}");
    assertThat(got.status()).isEqualTo(422);
    assertThat(got.detail())
        .isEqualTo(
            "top_k: found one value in the address and another in the body, expected one value.");
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, 'Content-Type: found text/plain, expected application/json or multipart/form-data.'",
    "application/x-www-form-urlencoded, 'Content-Type: found application/x-www-form-urlencoded,"
        + " expected application/json or multipart/form-data.'",
    ", 'Content-Type: found no content type, expected application/json or multipart/form-data.'",
  })
  void otherKindsOfBodiesAreRefused(String type, String detail) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.url(ANSWERS)).POST(BodyPublishers.ofString("image=a"));
    if (type != null) {
      request.header("Content-Type", type);
    }
    Got got = service.send(request);
    assertThat(got.status()).isEqualTo(415);
    assertThat(got.detail()).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/answers, POST",
    "PUT, /api/v1/answers, POST",
    "DELETE, /api/v1/images/scene-1, 'GET, HEAD'",
    "PATCH, /api/v1/images, 'GET, POST, HEAD'",
    "POST, /health, 'GET, HEAD'",
    "OPTIONS, /api/v1/scenes, POST",
  })
  void otherMethodsAreRefusedWithThoseThatThereAre(String method, String path, String allowed)
      throws Exception {
    Got got =
        service.send(
            HttpRequest.newBuilder(service.url(path)).method(method, BodyPublishers.noBody()));
    assertThat(got.status()).isEqualTo(405);
    assertThat(got.header("Allow").split(", ")).containsExactlyInAnyOrder(allowed.split(", "));
    assertThat(got.header("Content-Type")).isEqualTo(PROBLEM);
    assertThat(got.type()).isEqualTo("urn:murel:method-not-allowed");
  }

  @ParameterizedTest
  @CsvSource({"/nothing", "/api/v1/answer", "/api/v2/answers", "/api"})
  void otherAddressesAreNotFound(String path) throws Exception {
    Got got = service.get(path);
    assertThat(got.status()).isEqualTo(404);
    assertThat(got.detail())
        .isEqualTo(
            "There is nothing at %s. The addresses of the service are in /openapi.json."
                .formatted(path));
    assertThat(got.header("Content-Type")).isEqualTo(PROBLEM);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/images/nope",
    "/api/v1/images/nope/regions",
    "/api/v1/images/nope/questions"
  })
  void unknownImagesAreNotFoundEitherWay(String path) throws Exception {
    assertThat(service.get(path).type()).isEqualTo("urn:murel:unknown-image");
    Got head =
        service.send(
            HttpRequest.newBuilder(service.url(path)).method("HEAD", BodyPublishers.noBody()));
    assertThat(head.status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          multipart/form-data | x | 400
          multipart/form-data; boundary=b | | 400
          multipart/form-data; boundary=b | --b | 400
          multipart/form-data; boundary=b | --b\\r\\n\\r\\nx\\r\\n--b-- | 400
          multipart/form-data; boundary=b | --b\\r\\nContent-Disposition: form-data\\r\\n\\r\\nx\\r\\n--b--\\r\\n | 400
          multipart/form-data; boundary=b | --b\\r\\nContent-Disposition: form-data; name="image"\\r\\n\\r\\nscene-1 | 400
          multipart/form-data; boundary=other | --b\\r\\nContent-Disposition: form-data; name="image"\\r\\n\\r\\nx\\r\\n--b--\\r\\n | 400
          multipart/form-data; boundary=b | --b--\\r\\n | 422
          """)
  void malformedFormsAreRefused(String type, String body, int status) throws Exception {
    Got got =
        service.send(
            HttpRequest.newBuilder(service.url(ANSWERS))
                .header("Content-Type", type)
                .POST(
                    BodyPublishers.ofString(
                        body == null ? "" : body.replace("\\r", "\r").replace("\\n", "\n"))));
    assertThat(got.detail()).isNotEmpty().hasSizeLessThan(250);
    assertThat(got.status()).isEqualTo(status);
  }

  @Test
  void aFormIsToldWhatItLacks() throws Exception {
    assertThat(service.post(ANSWERS, Part.text("question", "a")).detail())
        .isEqualTo("form: found no image, expected a part image: a file, or a name.");
    assertThat(service.post(ANSWERS, Part.text("image", "scene-1")).detail())
        .isEqualTo("questions: found none, expected 1 to 64.");
    assertThat(
            service
                .post(ANSWERS, Part.text("image", "scene-1"), Part.text("image", "scene-2"))
                .detail())
        .isEqualTo("form: found two parts image, expected one.");
    assertThat(
            service
                .post(ANSWERS, Part.text("image", "scene-1"), Part.text("questions", "a"))
                .detail())
        .isEqualTo(
            "form: found 'questions', expected only image, model, question, top_k. Did you"
                + " mean 'question'?");
  }

  @Test
  void aFormOfTooManyPartsIsRefused() throws Exception {
    Part[] parts = new Part[1000];
    Arrays.fill(parts, Part.text("question", "a"));
    Got got = service.post(ANSWERS, parts);
    assertThat(got.status()).isEqualTo(400);
  }
}
