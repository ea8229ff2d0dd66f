package io.murel.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.serve.Service.Got;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the service says about itself. */
class MeasuresTest {

  private static final String ANSWERS = "/api/v1/answers";

  @Test
  void requestsBatchesAndTimesAreCounted() throws Exception {
    try (Service service = Service.start(FakeAnswerer.murel(), FakeAnswerer.attention())) {
      service.post(ANSWERS, "{\"image\": \"scene-1\", \"questions\": [\"a\", \"b\", \"c\"]}");
      service.post(ANSWERS + "?model=attention", "{\"image\": \"scene-1\", \"question\": \"a\"}");
      service.post(ANSWERS, "{");
      service.get("/api/v1/images/nope");
      service.get("/nope");

      assertThat(service.measure(request(ANSWERS, "POST", 200))).isEqualTo(2);
      assertThat(service.measure(request(ANSWERS, "POST", 400))).isEqualTo(1);
      assertThat(service.measure(request("/api/v1/images/{name}", "GET", 404))).isEqualTo(1);
      assertThat(service.measure(request("other", "GET", 404))).isEqualTo(1);
      assertThat(
              service.measure(
                  "murel_http_request_duration_seconds_count{route=\"" + ANSWERS + "\"}"))
          .isEqualTo(3);
      assertThat(service.measure("murel_batch_questions_count")).isEqualTo(2);
      assertThat(service.measure("murel_batch_questions_sum")).isEqualTo(4);
      assertThat(service.measure("murel_batch_questions_bucket{le=\"1.0\"}")).isEqualTo(1);
      assertThat(service.measure("murel_model_duration_seconds_count{model=\"murel\"}"))
          .isEqualTo(1);
      assertThat(service.measure("murel_model_duration_seconds_count{model=\"attention\"}"))
          .isEqualTo(1);
      assertThat(service.measure("murel_queue_wait_seconds_count")).isEqualTo(4);
      assertThat(service.measure("murel_queue_questions")).isZero();
      assertThat(service.measure("murel_questions_refused_total")).isZero();
      assertThat(service.measure("murel_kept_images ")).isEqualTo(1);
    }
  }

  private static String request(String route, String method, int status) {
    return "murel_http_requests_total{method=\"%s\",route=\"%s\",status=\"%d\"}"
        .formatted(method, route, status);
  }

  @Test
  void theProcessIsMeasuredToo() throws Exception {
    try (Service service = Service.start(FakeAnswerer.murel())) {
      assertThat(service.measure("jvm_memory_used_bytes{area=\"heap\"}")).isPositive();
      assertThat(service.measure("jvm_threads_current")).isPositive();
      assertThat(service.measure("process_open_fds")).isPositive();
      Got got = service.get("/metrics");
      assertThat(got.header("Content-Type")).startsWith("text/plain");
      assertThat(got.text()).contains("# HELP murel_queue_questions ", "# TYPE ");
    }
  }

  @Test
  void clientsCannotMakeUpMeasures() throws Exception {
    try (Service service = Service.start(FakeAnswerer.murel())) {
      for (int i = 0; i < 20; i++) {
        service.get("/made-up-" + i);
        service.get("/api/v1/images/made-up-" + i);
      }
      List<String> lines = service.get("/metrics").text().lines().toList();
      assertThat(lines).noneMatch(line -> line.contains("made-up"));
    }
  }

  @Test
  void healthSaysWhatIsServed() throws Exception {
    try (Service service = Service.start(FakeAnswerer.murel(), FakeAnswerer.attention())) {
      assertThat(service.get("/health").text())
          .isEqualTo(
              "{\"status\":\"ok\",\"models\":[\"murel\",\"attention\"],\"queue\":0,"
                  + "\"version\":\"development\"}");
      assertThat(service.get("/api/v1/models").text())
          .isEqualTo(
              "{\"models\":[{\"name\":\"murel\",\"network\":\"murel_net\",\"answers\":11,"
                  + "\"words\":80,\"parameters\":1000,\"accuracy\":71.5},"
                  + "{\"name\":\"attention\",\"network\":\"attention_net\",\"answers\":11,"
                  + "\"words\":80,\"parameters\":1000,\"accuracy\":71.5}],\"default\":\"murel\"}");
    }
  }
}
