package io.murel.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.serve.Service.Got;
import io.murel.app.serve.answer.Batching;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Questions of many clients, computed together. */
class BatchingTest {

  private static final String ANSWERS = "/api/v1/answers";

  private static Batching batching(int batch, int queue, Duration patience) {
    return new Batching(batch, Duration.ofMillis(20), queue, patience);
  }

  private static Service service(FakeAnswerer model, Batching batching) {
    return Service.start(ServeOptions.on(0).withBatching(batching), model);
  }

  private static String asking(String question) {
    return "{\"image\": \"scene-1\", \"question\": \"" + question + "\"}";
  }

  private static List<CompletableFuture<Got>> ask(Service service, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> service.postLater(ANSWERS, asking("question " + i)))
        .toList();
  }

  @Test
  void questionsOfSeveralClientsAreComputedTogetherAndEachGetsItsOwnAnswer() throws Exception {
    FakeAnswerer model = FakeAnswerer.slow(50);
    try (Service service = service(model, batching(16, 100, Duration.ofSeconds(10)))) {
      List<Got> got = ask(service, 40).stream().map(CompletableFuture::join).toList();
      int batches = model.batches.size();
      assertThat(batches).isLessThan(10);
      assertThat(model.batches).allMatch(size -> size <= 16);
      assertThat(model.batches.stream().mapToInt(size -> size).sum()).isEqualTo(40);
      for (int i = 0; i < 40; i += 7) {
        assertThat(got.get(i).json())
            .isEqualTo(service.post(ANSWERS, asking("question " + i)).json());
      }
    }
  }

  @Test
  void oneClientAloneDoesNotWait() throws Exception {
    FakeAnswerer model = FakeAnswerer.murel();
    Batching patient =
        new Batching(32, Duration.ofSeconds(5), 100, Duration.ofSeconds(30)); // 5 s for others
    try (Service service = service(model, patient)) {
      service.post(ANSWERS, asking("warm up"));
      long begin = System.nanoTime();
      for (int i = 0; i < 5; i++) {
        service.post(ANSWERS, asking("question " + i));
      }
      assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
    }
  }

  @Test
  void withAndWithoutTraceAreDifferentBatches() throws Exception {
    FakeAnswerer model = FakeAnswerer.slow(50);
    try (Service service = service(model, batching(16, 100, Duration.ofSeconds(10)))) {
      List<CompletableFuture<Got>> got = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        got.add(service.postLater(ANSWERS + "?trace=" + (i % 2 == 0), asking("question " + i)));
      }
      for (int i = 0; i < 20; i++) {
        assertThat(got.get(i).join().json().has("trace")).isEqualTo(i % 2 == 0);
      }
    }
  }

  @Test
  void eachGetsAsManyAnswersAsItAskedFor() throws Exception {
    try (Service service =
        service(FakeAnswerer.slow(50), batching(16, 100, Duration.ofSeconds(10)))) {
      List<CompletableFuture<Got>> got = new ArrayList<>();
      for (int i = 1; i <= 8; i++) {
        got.add(service.postLater(ANSWERS + "?top_k=" + i, asking("question")));
      }
      for (int i = 1; i <= 8; i++) {
        assertThat(got.get(i - 1).join().json()).hasSize(i);
      }
    }
  }

  @Test
  void aFullQueueIsRefusedWithTheTimeToTryAgain() throws Exception {
    try (Service service =
        service(FakeAnswerer.slow(100), batching(4, 8, Duration.ofSeconds(10)))) {
      List<Got> got = ask(service, 40).stream().map(CompletableFuture::join).toList();
      List<Got> refused = got.stream().filter(each -> each.status() == 503).toList();
      List<Got> answered = got.stream().filter(each -> each.status() == 200).toList();
      assertThat(refused).isNotEmpty();
      assertThat(answered).hasSizeGreaterThanOrEqualTo(8);
      assertThat(refused.size() + answered.size()).isEqualTo(40);
      for (Got each : refused) {
        assertThat(each.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(each.type()).isEqualTo("urn:murel:busy");
        assertThat(Integer.parseInt(each.header("Retry-After"))).isBetween(1, 60);
        assertThat(each.detail()).contains(" questions are waiting, and there is room for 8.");
      }
      assertThat(service.measure("murel_questions_refused_total{reason=\"queue_full\"}"))
          .isEqualTo(refused.size());
      assertThat(service.post(ANSWERS, asking("afterwards")).status()).isEqualTo(200);
    }
  }

  @Test
  void theQuestionsOfOneRequestAreTakenInTogetherOrNotAtAll() throws Exception {
    try (Service service = service(FakeAnswerer.murel(), batching(4, 8, Duration.ofSeconds(9)))) {
      String nine = "{\"image\": \"scene-1\", \"questions\": [" + "\"a\",".repeat(8) + "\"a\"]}";
      assertThat(service.post(ANSWERS, nine).status()).isEqualTo(503);
      assertThat(service.post(ANSWERS, nine.replaceFirst("\"a\",", "")).json()).hasSize(8);
    }
  }

  @Test
  void aQuestionThatWaitsTooLongIsGivenUpAndNotComputed() throws Exception {
    FakeAnswerer model = FakeAnswerer.slow(700);
    try (Service service = service(model, batching(1, 100, Duration.ofMillis(500)))) {
      service.get("/api/v1/images/scene-1"); // drawn before
      List<Got> got = ask(service, 4).stream().map(CompletableFuture::join).toList();
      for (Got each : got) {
        assertThat(each.status()).isEqualTo(503);
        assertThat(each.detail())
            .isEqualTo("Not answered within 0.5 s and given up. Try again in a moment.");
        assertThat(each.header("Retry-After")).isNotNull();
      }
      Thread.sleep(500);
      assertThat(model.batches).hasSizeLessThan(4);
      assertThat(service.measure("murel_queue_questions")).isZero();
    }
  }

  @Test
  void aQuestionThatFailsDoesNotHarmTheOthersOfItsBatch() throws Exception {
    FakeAnswerer model = FakeAnswerer.slow(50);
    try (Service service = service(model, batching(16, 100, Duration.ofSeconds(10)))) {
      List<CompletableFuture<Got>> good = new ArrayList<>(ask(service, 6));
      CompletableFuture<Got> bad = service.postLater(ANSWERS, asking(FakeAnswerer.FAULT));
      good.addAll(ask(service, 6));
      assertThat(bad.join().status()).isEqualTo(500);
      assertThat(bad.join().detail())
          .isEqualTo(
              "This is a fault of the server, whose log says more. Other requests are not"
                  + " affected.");
      assertThat(good).allMatch(each -> each.join().status() == 200);
      assertThat(service.measure("murel_questions_refused_total{reason=\"failed\"}")).isEqualTo(1);
    }
  }
}
