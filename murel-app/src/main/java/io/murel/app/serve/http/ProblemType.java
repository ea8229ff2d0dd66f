package io.murel.app.serve.http;

import java.util.Locale;

/** Why a request was not answered. */
public enum ProblemType {
  BAD_REQUEST(400, "The request is not HTTP as it should be"),
  MALFORMED_BODY(400, "The body cannot be read"),
  NOT_FOUND(404, "There is nothing at this address"),
  UNKNOWN_IMAGE(404, "There is no image of this name"),
  UNKNOWN_MODEL(404, "There is no model of this name"),
  METHOD_NOT_ALLOWED(405, "This address is not asked that way"),
  BODY_TOO_SLOW(408, "The body came too slowly"),
  BODY_TOO_LARGE(413, "The body is too large"),
  PICTURE_TOO_LARGE(413, "The picture has too many pixels"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body is of a kind that is not read here"),
  INVALID_REQUEST(422, "The request asks for something that cannot be"),
  UNREADABLE_PICTURE(422, "The picture cannot be read"),
  HEADERS_TOO_LARGE(431, "The headers are too large"),
  CLIENT_GONE(499, "The connection was closed before the answer"),
  INTERNAL_ERROR(500, "The server failed"),
  BUSY(503, "The server has too much to do"),
  STOPPING(503, "The server is stopping");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** A name that programs can rely on, for instance {@code urn:murel:busy}. */
  public String uri() {
    return "urn:murel:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
