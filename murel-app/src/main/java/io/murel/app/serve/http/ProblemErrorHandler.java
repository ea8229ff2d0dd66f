package io.murel.app.serve.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Tells of what goes wrong before a request reaches a route in the same form as all other problems.
 */
final class ProblemErrorHandler extends ErrorHandler {

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      Throwable cause,
      Callback callback) {
    Problem problem = problem(code, message);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    response.write(true, ByteBuffer.wrap(Json.bytes(problem)), callback);
  }

  private static Problem problem(int code, String message) {
    String said = message == null ? HttpStatus.getMessage(code) : Problem.shown(message);
    return switch (code) {
      case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
          Problem.of(
              ProblemType.HEADERS_TOO_LARGE,
              "The headers and the address together are larger than is read here.");
      case HttpStatus.NOT_FOUND_404 -> Problem.of(ProblemType.NOT_FOUND, said);
      default -> {
        ProblemType type =
            code < HttpStatus.INTERNAL_SERVER_ERROR_500
                ? ProblemType.BAD_REQUEST
                : ProblemType.INTERNAL_ERROR;
        yield new Problem(type.uri(), type.title(), code, said);
      }
    };
  }
}
