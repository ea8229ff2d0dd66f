package io.murel.app.serve.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.murel.vqa.BadQuestionException;
import io.murel.vqa.NoRegionsException;
import io.murel.vqa.UnfitRegionsException;
import io.murel.vqa.UnknownImageException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects a route with the web server: whatever happens becomes an answer. */
final class Endpoint implements Handler {

  private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

  private final Route route;
  private final BodyReader bodies;
  private final BodyBudget budget;

  Endpoint(Route route, BodyReader bodies, BodyBudget budget) {
    this.route = route;
    this.bodies = bodies;
    this.budget = budget;
  }

  @Override
  public void handle(Context context) {
    context.req().setAttribute(RequestEvents.ROUTE, route.path());
    context.future(() -> answer(context));
  }

  private CompletableFuture<?> answer(Context context) {
    BodyBudget.Share memory = budget.share();
    Call call = new Call(context, bodies, memory);
    CompletableFuture<Reply> reply;
    try {
      reply = route.answer(call);
    } catch (RuntimeException | Error e) {
      reply = CompletableFuture.failedFuture(e);
    }
    return reply
        .exceptionally(Endpoint::problem)
        .thenAccept(
            ready -> {
              memory.close();
              send(context, ready, call.presence().spoke());
            });
  }

  static void send(Context context, Reply reply, boolean close) {
    context.status(reply.status());
    context.contentType(reply.contentType());
    reply.headers().forEach(context::header);
    if (close) {
      context.header("Connection", "close");
    }
    context.result(reply.body());
  }

  /** What a client is told about a failure: all about its own, little about ours. */
  static Reply problem(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof ProblemException known) {
      return Reply.of(known.problem(), known.headers());
    }
    if (cause instanceof BadQuestionException || cause instanceof UnknownImageException) {
      return refusal(cause.getMessage());
    }
    if (cause instanceof NoRegionsException || cause instanceof UnfitRegionsException) {
      return refusal(
          "model: this one reads features that cannot be made from a picture here. Ask about an"
              + " image of GET /api/v1/images, or another model.");
    }
    LOG.error("A request failed: {}", cause.toString(), cause);
    return Reply.of(
        Problem.of(
            ProblemType.INTERNAL_ERROR,
            "This is a fault of the server, whose log says more. Other requests are not affected."),
        Map.of());
  }

  private static Reply refusal(String detail) {
    return Reply.of(Problem.of(ProblemType.INVALID_REQUEST, detail), Map.of());
  }
}
