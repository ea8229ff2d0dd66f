package io.murel.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.app.serve.Service.Got;
import io.murel.app.serve.answer.Batching;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a service. */
@Timeout(60)
class ShutdownTest {

  private static final String ANSWERS = "/api/v1/answers";
  private static final String QUESTION = "{\"image\": \"scene-1\", \"question\": \"What?\"}";

  @Test
  void whatWasAcceptedIsAnsweredAndWhatComesIsRefused() throws Exception {
    FakeAnswerer model = FakeAnswerer.slow(300);
    Batching single = new Batching(1, Duration.ofMillis(1), 100, Duration.ofSeconds(20));
    Service service = Service.start(ServeOptions.on(0).withBatching(single), model);
    service.post(ANSWERS, QUESTION);
    List<CompletableFuture<Got>> accepted =
        IntStream.range(0, 5).mapToObj(i -> service.postLater(ANSWERS, QUESTION)).toList();
    while (service.measure("murel_queue_questions") < 4) {
      Thread.sleep(5);
    }

    Thread closing = new Thread(service::close);
    closing.start();
    while (!service.get("/health").json().get("status").asText().equals("stopping")) {
      Thread.sleep(5);
    }
    Got refused = service.post(ANSWERS, QUESTION);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.type()).isEqualTo("urn:murel:stopping");
    assertThat(refused.header("Retry-After")).isEqualTo("5");
    assertThat(accepted).allMatch(each -> each.join().status() == 200);
    closing.join();

    assertThat(model.closed).isTrue();
    assertThatThrownBy(() -> service.get("/health")).isInstanceOf(ConnectException.class);
    service.close(); // again has no effect
  }

  @Test
  void noThreadsAreLeft() throws Exception {
    Set<Thread> before = threads();
    for (int i = 0; i < 3; i++) {
      try (Service service = Service.start(FakeAnswerer.murel())) {
        assertThat(service.post(ANSWERS, QUESTION).status()).isEqualTo(200);
      }
    }
    long end = System.nanoTime() + 10_000_000_000L;
    Set<Thread> left = threads();
    left.removeAll(before);
    while (!left.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(20);
      left = threads();
      left.removeAll(before);
    }
    assertThat(left).isEmpty();
  }

  /** Those of a service; clients and the JDK have others. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .filter(
            thread ->
                thread.getName().startsWith("murel-")
                    || thread.getName().startsWith("Scheduler-")
                    || thread.getName().contains("jetty"))
        .collect(Collectors.toSet());
  }

  @Test
  void aStopDoesNotWaitForClientsThatNeverFinish() throws Exception {
    ServeOptions hasty = ServeOptions.on(0).withGrace(Duration.ofMillis(300));
    Service service = Service.start(hasty, FakeAnswerer.murel());
    try (RawClient client = new RawClient(service)) {
      client.head(ANSWERS, 1000).write("{");
      while (service.measure("murel_requests_in_progress") < 2) {
        Thread.sleep(5);
      }
      long begin = System.nanoTime();
      service.close();
      assertThat(System.nanoTime() - begin).isLessThan(10_000_000_000L);
    }
  }
}
