package io.murel.app.serve.api;

import io.javalin.http.HandlerType;
import io.murel.app.serve.answer.AnswerQueue;
import io.murel.app.serve.answer.Models;
import io.murel.app.serve.http.Call;
import io.murel.app.serve.http.Reply;
import io.murel.app.serve.http.Route;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Whether the service is well, for load balancers and people. */
public final class HealthRoute implements Route {

  private final Models models;
  private final AnswerQueue queue;
  private final String version;
  private final BooleanSupplier stopping;

  /**
   * @param stopping whether no more questions are taken
   */
  public HealthRoute(Models models, AnswerQueue queue, String version, BooleanSupplier stopping) {
    this.models = models;
    this.queue = queue;
    this.version = version;
    this.stopping = stopping;
  }

  /**
   * How the service is.
   *
   * @param queue questions that wait
   */
  record Health(String status, List<String> models, int queue, String version) {}

  @Override
  public HandlerType method() {
    return HandlerType.GET;
  }

  @Override
  public String path() {
    return "/health";
  }

  @Override
  public CompletableFuture<Reply> answer(Call call) {
    Health health =
        new Health(
            stopping.getAsBoolean() ? "stopping" : "ok",
            models.all().stream().map(model -> model.facts().name()).toList(),
            queue.size(),
            version);
    return CompletableFuture.completedFuture(Reply.json(health));
  }
}
