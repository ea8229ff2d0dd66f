package io.murel.app.serve.api;

import io.javalin.http.HandlerType;
import io.murel.app.serve.http.Call;
import io.murel.app.serve.http.Reply;
import io.murel.app.serve.http.Route;
import io.murel.app.serve.image.Images;
import java.util.concurrent.CompletableFuture;

/** Shows an image. */
public final class PictureRoute implements Route {

  /** The picture of a name does not change while a browser shows it. */
  private static final String KEPT = "private, max-age=600";

  private final Images images;

  public PictureRoute(Images images) {
    this.images = images;
  }

  @Override
  public HandlerType method() {
    return HandlerType.GET;
  }

  @Override
  public String path() {
    return "/api/v1/images/{name}";
  }

  @Override
  public CompletableFuture<Reply> answer(Call call) {
    call.allowQuery();
    return images
        .picture(call.pathName("name"))
        .thenApply(picture -> Reply.of(picture.contentType(), picture.bytes(), KEPT));
  }
}
