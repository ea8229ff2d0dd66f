package io.murel.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.serve.answer.Batching;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slow and vanishing clients, and such as do not speak HTTP well. */
@Timeout(60)
class DifficultClientsTest {

  private static final String ANSWERS = "/api/v1/answers";
  private static final String QUESTION = "{\"image\": \"scene-1\", \"question\": \"What?\"}";

  private static Service impatient() {
    return Service.start(
        ServeOptions.on(0).withLimits(Limits.USUAL.withBodyTime(Duration.ofMillis(700))),
        FakeAnswerer.murel());
  }

  private static void assertWell(Service service) throws Exception {
    assertThat(service.post(ANSWERS, QUESTION).status()).isEqualTo(200);
    assertThat(service.get("/health").json().get("status").asText()).isEqualTo("ok");
  }

  @Test
  void aBodyThatDripsIsGivenUp() throws Exception {
    try (Service service = impatient();
        RawClient client = new RawClient(service)) {
      client.head(ANSWERS, 1000);
      long begin = System.nanoTime();
      CompletableFuture<String> got = CompletableFuture.supplyAsync(() -> read(client));
      for (int i = 0; i < 100 && !got.isDone(); i++) {
        try {
          client.write("x");
        } catch (IOException e) {
          break; // the server has closed the door
        }
        Thread.sleep(50);
      }
      assertThat(got.join())
          .startsWith("HTTP/1.1 408 ")
          .contains("Content-Type: application/problem+json", "urn:murel:body-too-slow");
      assertThat(System.nanoTime() - begin).isLessThan(10_000_000_000L);
      assertWell(service);
    }
  }

  private static String read(RawClient client) {
    try {
      return client.readAll();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void manySlowClientsDoNotKeepOthersFromAnswers() throws Exception {
    try (Service service = Service.start(FakeAnswerer.murel())) {
      List<RawClient> slow = new ArrayList<>();
      for (int i = 0; i < 200; i++) { // three times as many as there are threads
        slow.add(new RawClient(service).head(ANSWERS, 1000).write("{"));
      }
      for (int i = 0; i < 20; i++) {
        assertWell(service);
      }
      assertThat(service.measure("murel_requests_in_progress")).isGreaterThan(100);
      for (RawClient client : slow) {
        client.vanish();
      }
      assertWell(service);
    }
  }

  @Test
  void aBodyThatIsBrokenOffLeavesNothingBehind() throws Exception {
    try (Service service = Service.start(FakeAnswerer.murel())) {
      for (int i = 0; i < 20; i++) {
        new RawClient(service).head(ANSWERS, 1000).write("{\"image\"").vanish();
      }
      assertWell(service);
      long end = System.nanoTime() + 10_000_000_000L;
      while (service.measure("murel_requests_in_progress") > 1 && System.nanoTime() < end) {
        Thread.sleep(20);
      }
      assertThat(service.measure("murel_requests_in_progress")).isEqualTo(1); // this one
      assertThat(service.measure("murel_body_bytes")).isZero();
    }
  }

  @Test
  void theQuestionOfAClientThatIsGoneIsNotComputed() throws Exception {
    FakeAnswerer model = FakeAnswerer.slow(1000);
    Batching single =
        new Batching(1, Duration.ofMillis(1), 100, Duration.ofSeconds(20)); // one after the other
    try (Service service = Service.start(ServeOptions.on(0).withBatching(single), model)) {
      service.get("/api/v1/images/scene-1"); // drawn before
      CompletableFuture<Service.Got> first = service.postLater(ANSWERS, QUESTION);
      while (model.batches.isEmpty()) { // until it is being computed
        Thread.sleep(5);
      }
      RawClient gone = new RawClient(service).ask(QUESTION);
      waitFor(service, 1);
      CompletableFuture<Service.Got> last = service.postLater(ANSWERS, QUESTION);
      waitFor(service, 2);
      gone.vanish();
      assertThat(first.join().status()).isEqualTo(200);
      assertThat(last.join().status()).isEqualTo(200);
      assertThat(model.batches).hasSize(2);
      assertThat(service.measure("murel_questions_refused_total{reason=\"client_gone\"}"))
          .isEqualTo(1);
    }
  }

  private static void waitFor(Service service, int questions) throws Exception {
    while (service.measure("murel_queue_questions") < questions) {
      Thread.sleep(5);
    }
  }

  @Test
  void aClientThatAsksAgainBeforeItsAnswerGetsTheFirstAnswerAndHasToConnectAgain()
      throws Exception {
    FakeAnswerer model = FakeAnswerer.slow(1000);
    try (Service service = Service.start(model);
        RawClient client = new RawClient(service)) {
      service.post(ANSWERS, QUESTION);
      CompletableFuture<Service.Got> other = service.postLater(ANSWERS, QUESTION);
      while (model.batches.size() < 2) { // until it is being computed: this client has to wait
        Thread.sleep(5);
      }
      client.ask(QUESTION);
      waitFor(service, 1);
      client.ask(QUESTION);
      String got = client.readAll();
      assertThat(got).startsWith("HTTP/1.1 200 ").containsIgnoringCase("connection: close");
      other.join();
      assertWell(service);
    }
  }

  @Test
  void severalQuestionsGoOverOneConnection() throws Exception {
    try (Service service = Service.start(FakeAnswerer.murel());
        RawClient client = new RawClient(service)) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.ask(QUESTION).readUntil("}]")).startsWith("HTTP/1.1 200 ");
      }
    }
  }

  @Test
  void whatIsNoHttpIsRefused() throws Exception {
    try (Service service = Service.start(FakeAnswerer.murel())) {
      for (String text :
          new String[] {
            "hello\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n", // no host
            "POST /api/v1/answers HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
            "\u0000\u0001\u0002\r\n\r\n"
          }) {
        try (RawClient client = new RawClient(service)) {
          assertThat(client.write(text).readAll())
              .startsWith("HTTP/1.1 400 ")
              .contains("application/problem+json", "urn:murel:bad-request");
        }
      }
      assertWell(service);
    }
  }

  @Test
  void largeHeadersAreRefused() throws Exception {
    try (Service service = Service.start(FakeAnswerer.murel());
        RawClient client = new RawClient(service)) {
      client.write("GET /health HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
      assertThat(client.readAll())
          .startsWith("HTTP/1.1 431 ")
          .contains("application/problem+json", "urn:murel:headers-too-large");
      assertWell(service);
    }
  }

  @Test
  void anEnormousBodyIsRefusedBeforeItIsSent() throws Exception {
    try (Service service = Service.start(FakeAnswerer.murel());
        RawClient client = new RawClient(service)) {
      client.head(ANSWERS, Integer.MAX_VALUE);
      assertThat(client.readUntil("\r\n")).startsWith("HTTP/1.1 413 ");
      assertWell(service);
    }
  }

  @Test
  void aBodyInPiecesOfUnknownNumberIsRead() throws Exception {
    try (Service service = Service.start(FakeAnswerer.murel());
        RawClient client = new RawClient(service)) {
      client.write(
          "POST /api/v1/answers HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n");
      for (int i = 0; i < QUESTION.length(); i += 5) {
        String piece = QUESTION.substring(i, Math.min(i + 5, QUESTION.length()));
        client.write(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
      }
      client.write("0\r\n\r\n");
      assertThat(client.readUntil("}]")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void connectionsThatSayNothingAreClosed() throws Exception {
    Limits limits = Limits.USUAL.withIdleTime(Duration.ofMillis(300));
    try (Service service =
            Service.start(ServeOptions.on(0).withLimits(limits), FakeAnswerer.murel());
        RawClient client = new RawClient(service)) {
      assertThat(client.readAll()).isEmpty();
      assertWell(service);
    }
  }
}
