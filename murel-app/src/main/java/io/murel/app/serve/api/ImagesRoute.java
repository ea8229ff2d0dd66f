package io.murel.app.serve.api;

import io.javalin.http.HandlerType;
import io.murel.app.serve.answer.Answerer;
import io.murel.app.serve.answer.Models;
import io.murel.app.serve.http.Call;
import io.murel.app.serve.http.Reply;
import io.murel.app.serve.http.Route;
import io.murel.app.serve.image.Images;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Lists the images that can be asked about by name. */
public final class ImagesRoute implements Route {

  private static final int USUAL_LIMIT = 50;
  private static final int MOST = 1000;

  private final Models models;
  private final Images images;

  public ImagesRoute(Models models, Images images) {
    this.models = models;
    this.images = images;
  }

  /**
   * One image.
   *
   * @param picture whether there is a picture of it
   */
  record Listed(String name, boolean picture) {}

  /**
   * A page of the list.
   *
   * @param total of all pages
   */
  record Page(int total, List<Listed> images) {}

  @Override
  public HandlerType method() {
    return HandlerType.GET;
  }

  @Override
  public String path() {
    return "/api/v1/images";
  }

  @Override
  public CompletableFuture<Reply> answer(Call call) {
    call.allowQuery("offset", "limit", "model");
    Answerer model = models.get(call.query("model"));
    int offset = Parameters.number("offset", call.query("offset"), 0, 0, Integer.MAX_VALUE);
    int limit = Parameters.number("limit", call.query("limit"), USUAL_LIMIT, 1, MOST);
    List<String> names = images.names(model);
    List<Listed> page =
        names.stream()
            .skip(offset)
            .limit(limit)
            .map(name -> new Listed(name, images.hasPicture(name)))
            .toList();
    return CompletableFuture.completedFuture(Reply.json(new Page(names.size(), page)));
  }
}
