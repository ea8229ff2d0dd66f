package io.murel.app.serve.http;

/**
 * An error as RFC 9457 writes it.
 *
 * @param type its kind, for programs
 * @param title its kind, for people
 * @param status of the HTTP answer
 * @param detail what was found, what was expected, what to do
 */
public record Problem(String type, String title, int status, String detail) {

  public static final String CONTENT_TYPE = "application/problem+json";

  private static final int SHOWN = 80;

  public static Problem of(ProblemType type, String detail) {
    return new Problem(type.uri(), type.title(), type.status(), detail);
  }

  /** What a client sent, short enough for a message. */
  public static String shown(String sent) {
    int end = sent.offsetByCodePoints(0, Math.min(SHOWN, sent.codePointCount(0, sent.length())));
    return end == sent.length() ? sent : sent.substring(0, end) + "…";
  }
}
