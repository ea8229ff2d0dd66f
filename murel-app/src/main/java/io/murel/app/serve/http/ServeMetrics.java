package io.murel.app.serve.http;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleSupplier;

/** What is measured about the service, for Prometheus. */
public final class ServeMetrics {

  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "OPTIONS");

  private final PrometheusRegistry registry = new PrometheusRegistry();

  private final Counter requests =
      Counter.builder()
          .name("murel_http_requests_total")
          .help("Requests by route, method and status.")
          .labelNames("route", "method", "status")
          .register(registry);

  private final Histogram latency =
      Histogram.builder()
          .name("murel_http_request_duration_seconds")
          .help("From the first byte of a request to the last of its answer.")
          .labelNames("route")
          .classicOnly()
          .classicUpperBounds(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30)
          .register(registry);

  private final Histogram batch =
      Histogram.builder()
          .name("murel_batch_questions")
          .help("Questions computed together.")
          .classicOnly()
          .classicUpperBounds(1, 2, 4, 8, 16, 32, 64, 128)
          .register(registry);

  private final Histogram model =
      Histogram.builder()
          .name("murel_model_duration_seconds")
          .help("Time in the network for one batch.")
          .labelNames("model")
          .classicOnly()
          .classicUpperBounds(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10)
          .register(registry);

  private final Histogram waited =
      Histogram.builder()
          .name("murel_queue_wait_seconds")
          .help("How long questions waited before they were computed.")
          .classicOnly()
          .classicUpperBounds(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30)
          .register(registry);

  private final Counter refused =
      Counter.builder()
          .name("murel_questions_refused_total")
          .help(
              "Questions not answered: queue_full, waited_too_long, client_gone, stopping, failed.")
          .labelNames("reason")
          .register(registry);

  public ServeMetrics() {
    JvmMetrics.builder().register(registry);
    for (Refusal reason : Refusal.values()) {
      refused.labelValues(reason.word());
    }
  }

  /** Why a question was not answered. */
  public enum Refusal {
    QUEUE_FULL,
    WAITED_TOO_LONG,
    CLIENT_GONE,
    STOPPING,
    FAILED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Has a number looked up whenever the measures are asked for. */
  public void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }

  void request(String route, String method, int status, double seconds) {
    String known = METHODS.contains(method) ? method : "other";
    requests.labelValues(route, known, String.valueOf(status)).inc();
    latency.labelValues(route).observe(seconds);
  }

  /** A batch has been computed. */
  public void batch(String name, int questions, double seconds) {
    batch.observe(questions);
    model.labelValues(name).observe(seconds);
  }

  /** A question has left the queue to be computed. */
  public void waited(double seconds) {
    waited.observe(seconds);
  }

  public void refused(Refusal reason, int questions) {
    refused.labelValues(reason.word()).inc(questions);
  }

  /** Everything, as Prometheus reads it. */
  public Reply text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    try {
      writer.write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return Reply.of(writer.getContentType(), out.toByteArray(), "no-store");
  }
}
