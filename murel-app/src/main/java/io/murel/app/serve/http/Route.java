package io.murel.app.serve.http;

import io.javalin.http.HandlerType;
import java.util.concurrent.CompletableFuture;

/** One address of the service and how it is asked. */
public interface Route {

  /** GET or POST. */
  HandlerType method();

  /** The address, with names in braces: {@code /api/v1/images/{name}}. */
  String path();

  /**
   * Answers one request without holding its thread while it waits for something.
   *
   * @throws ProblemException where it cannot; the future may fail with one as well
   */
  CompletableFuture<Reply> answer(Call call);
}
