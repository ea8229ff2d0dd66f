package io.murel.app.serve.api;

import io.javalin.http.HandlerType;
import io.murel.app.serve.http.Call;
import io.murel.app.serve.http.Json;
import io.murel.app.serve.http.Reply;
import io.murel.app.serve.http.Route;
import java.util.concurrent.CompletableFuture;

/** The description of the service for programs. */
public final class OpenApiRoute implements Route {

  private final byte[] document;

  public OpenApiRoute(OpenApi document) {
    this.document = document.bytes();
  }

  @Override
  public HandlerType method() {
    return HandlerType.GET;
  }

  @Override
  public String path() {
    return "/openapi.json";
  }

  @Override
  public CompletableFuture<Reply> answer(Call call) {
    return CompletableFuture.completedFuture(Reply.of(Json.TYPE, document, "no-cache"));
  }
}
