package io.murel.app.serve.api;

import io.javalin.http.HandlerType;
import io.murel.app.serve.answer.Answerer;
import io.murel.app.serve.answer.Models;
import io.murel.app.serve.http.Call;
import io.murel.app.serve.http.Reply;
import io.murel.app.serve.http.Route;
import io.murel.app.serve.image.Images;
import java.util.concurrent.CompletableFuture;

/** The regions of an image, as a model sees them. */
public final class RegionsRoute implements Route {

  private final Models models;
  private final Images images;

  public RegionsRoute(Models models, Images images) {
    this.models = models;
    this.images = images;
  }

  @Override
  public HandlerType method() {
    return HandlerType.GET;
  }

  @Override
  public String path() {
    return "/api/v1/images/{name}/regions";
  }

  @Override
  public CompletableFuture<Reply> answer(Call call) {
    call.allowQuery("model");
    Answerer model = models.get(call.query("model"));
    return images
        .subject(call.pathName("name"), model)
        .thenApply(
            subject ->
                Reply.json(
                    new Views.SeenImage(
                        subject.size(), Views.regions(model.regions(subject.image())))));
  }
}
