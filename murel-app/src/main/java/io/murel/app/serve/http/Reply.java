package io.murel.app.serve.http;

import java.util.HashMap;
import java.util.Map;

/**
 * An answer, ready to be sent.
 *
 * @param status of HTTP
 * @param contentType of the body
 * @param body as it goes over the line
 * @param headers beyond the content type
 */
public record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {

  /** What depends on the moment is never kept by a browser. */
  private static final Map<String, String> NOT_KEPT = Map.of("Cache-Control", "no-store");

  public static Reply json(Object value) {
    return new Reply(200, Json.TYPE, Json.bytes(value), NOT_KEPT);
  }

  public static Reply of(String contentType, byte[] body, String cacheControl) {
    return new Reply(200, contentType, body, Map.of("Cache-Control", cacheControl));
  }

  public static Reply of(Problem problem, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(NOT_KEPT);
    all.putAll(headers);
    return new Reply(problem.status(), Problem.CONTENT_TYPE, Json.bytes(problem), all);
  }
}
