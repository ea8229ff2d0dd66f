package io.murel.app.serve.api;

import io.javalin.http.HandlerType;
import io.murel.app.serve.answer.Models;
import io.murel.app.serve.http.Call;
import io.murel.app.serve.http.Form;
import io.murel.app.serve.http.ProblemException;
import io.murel.app.serve.http.Reply;
import io.murel.app.serve.http.Route;
import io.murel.app.serve.image.Images;
import java.util.concurrent.CompletableFuture;

/** Takes a picture in, to be asked about several times. It is kept in memory, and not for long. */
public final class UploadRoute implements Route {

  private final Models models;
  private final Images images;

  public UploadRoute(Models models, Images images) {
    this.models = models;
    this.images = images;
  }

  @Override
  public HandlerType method() {
    return HandlerType.POST;
  }

  @Override
  public String path() {
    return "/api/v1/images";
  }

  @Override
  public CompletableFuture<Reply> answer(Call call) {
    call.allowQuery();
    if (!call.mediaType().equals(Form.TYPE)) {
      throw call.wrongKind(Form.TYPE);
    }
    return call.form()
        .thenCompose(form -> images.upload(picture(form)))
        .thenApply(image -> Reply.json(NewImage.of(image, models)));
  }

  private static byte[] picture(Form form) {
    if (form.parts().size() != 1
        || !form.parts().get(0).name().equals("image")
        || !form.parts().get(0).isFile()) {
      throw ProblemException.invalid(
          "form",
          form.parts().isEmpty()
              ? "no part"
              : form.parts().size() + " parts, the first " + form.parts().get(0).name(),
          "one part, image, with a file");
    }
    return form.parts().get(0).bytes();
  }
}
