package io.murel.app.serve.http;

import io.javalin.http.Context;
import io.murel.options.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** One request, as a route sees it. */
public final class Call {

  private final Context context;
  private final BodyReader bodies;
  private final BodyBudget.Share memory;
  private final Presence presence;

  Call(Context context, BodyReader bodies, BodyBudget.Share memory) {
    this.context = context;
    this.bodies = bodies;
    this.memory = memory;
    this.presence = Presence.of(context.req());
  }

  /** The part of the address that stands for a name. */
  public String pathName(String parameter) {
    return context.pathParam(parameter);
  }

  /** A query parameter; null where the request has none. */
  public String query(String parameter) {
    List<String> values = context.queryParams(parameter);
    if (values.size() > 1) {
      throw ProblemException.invalid(parameter, values.size() + " of them", "one");
    }
    return values.isEmpty() ? null : values.get(0);
  }

  /** A problem if the address has other query parameters than these: a typo must not be lost. */
  public void allowQuery(String... parameters) {
    Set<String> known = Set.of(parameters);
    for (String given : context.queryParamMap().keySet()) {
      if (!known.contains(given)) {
        boolean any = !known.isEmpty();
        throw ProblemException.invalid(
            "query",
            "'" + Problem.shown(given) + "'",
            any ? "one of " + String.join(", ", new TreeSet<>(known)) : "no parameters",
            any ? Nearest.suggestion(given, known) : "");
      }
    }
  }

  /** The content type without its parameters, in lower case; empty where none is given. */
  public String mediaType() {
    String type = contentType();
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  String contentType() {
    String type = context.contentType();
    return type == null ? "" : type;
  }

  /** The parts of a form; a problem if the body is none. */
  public CompletableFuture<Form> form() {
    String type = contentType();
    return bodies.read(context.req(), memory).thenApply(body -> Form.parse(type, body));
  }

  /** All bytes of the body. */
  public CompletableFuture<byte[]> body() {
    return bodies.read(context.req(), memory);
  }

  /** Whether somebody still waits for the answer. */
  public Presence presence() {
    return presence;
  }

  /** A problem about a body of the wrong kind. */
  public ProblemException wrongKind(String expected) {
    String found = mediaType().isEmpty() ? "no content type" : Problem.shown(mediaType());
    return new ProblemException(
        Problem.of(
            ProblemType.UNSUPPORTED_MEDIA_TYPE,
            "Content-Type: found " + found + ", expected " + expected + "."));
  }
}
