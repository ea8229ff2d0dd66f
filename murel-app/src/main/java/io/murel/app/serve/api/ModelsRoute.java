package io.murel.app.serve.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.http.HandlerType;
import io.murel.app.serve.answer.Answerer;
import io.murel.app.serve.answer.ModelFacts;
import io.murel.app.serve.answer.Models;
import io.murel.app.serve.http.Call;
import io.murel.app.serve.http.Reply;
import io.murel.app.serve.http.Route;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The models that can be asked. */
public final class ModelsRoute implements Route {

  private final Models models;

  public ModelsRoute(Models models) {
    this.models = models;
  }

  /** All of them, and the one that is asked where a request names none. */
  record Served(List<ModelFacts> models, @JsonProperty("default") String usual) {}

  @Override
  public HandlerType method() {
    return HandlerType.GET;
  }

  @Override
  public String path() {
    return "/api/v1/models";
  }

  @Override
  public CompletableFuture<Reply> answer(Call call) {
    call.allowQuery();
    List<ModelFacts> facts = models.all().stream().map(Answerer::facts).toList();
    return CompletableFuture.completedFuture(
        Reply.json(new Served(facts, models.first().facts().name())));
  }
}
