package io.murel.app.serve.api;

import io.javalin.http.HandlerType;
import io.murel.app.serve.http.Call;
import io.murel.app.serve.http.Reply;
import io.murel.app.serve.http.Route;
import io.murel.app.serve.http.ServeMetrics;
import java.util.concurrent.CompletableFuture;

/** What is measured, for Prometheus. */
public final class MetricsRoute implements Route {

  private final ServeMetrics metrics;

  public MetricsRoute(ServeMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public HandlerType method() {
    return HandlerType.GET;
  }

  @Override
  public String path() {
    return "/metrics";
  }

  @Override
  public CompletableFuture<Reply> answer(Call call) {
    return CompletableFuture.completedFuture(metrics.text());
  }
}
