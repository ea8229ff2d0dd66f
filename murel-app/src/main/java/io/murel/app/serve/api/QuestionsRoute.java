package io.murel.app.serve.api;

import io.javalin.http.HandlerType;
import io.murel.app.serve.http.Call;
import io.murel.app.serve.http.Reply;
import io.murel.app.serve.http.Route;
import io.murel.app.serve.image.Images;
import io.murel.app.serve.image.SuggestedQuestion;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Questions worth asking about an image. */
public final class QuestionsRoute implements Route {

  private final Images images;

  public QuestionsRoute(Images images) {
    this.images = images;
  }

  /** They and their right answers. */
  record Suggestions(List<SuggestedQuestion> questions) {}

  @Override
  public HandlerType method() {
    return HandlerType.GET;
  }

  @Override
  public String path() {
    return "/api/v1/images/{name}/questions";
  }

  @Override
  public CompletableFuture<Reply> answer(Call call) {
    call.allowQuery();
    return images
        .questions(call.pathName("name"))
        .thenApply(questions -> Reply.json(new Suggestions(questions)));
  }
}
