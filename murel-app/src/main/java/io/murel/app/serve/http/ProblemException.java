package io.murel.app.serve.http;

import java.util.Map;

/** Ends the handling of a request with a problem. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;
  private final transient Map<String, String> headers;

  public ProblemException(Problem problem) {
    this(problem, Map.of());
  }

  /**
   * @param headers of the answer, such as {@code Retry-After}
   */
  public ProblemException(Problem problem, Map<String, String> headers) {
    super(problem.detail(), null, false, false); // no stack trace: refusals must be cheap
    this.problem = problem;
    this.headers = headers;
  }

  /** A refusal that may be different in a while. */
  public static ProblemException later(ProblemType type, String detail, long seconds) {
    return new ProblemException(
        Problem.of(type, detail), Map.of("Retry-After", String.valueOf(Math.max(1, seconds))));
  }

  /** A refusal of what was asked for. */
  public static ProblemException invalid(String where, Object found, String expected) {
    return invalid(where, found, expected, "");
  }

  /**
   * A refusal of what was asked for.
   *
   * @param remedy a sentence
   */
  public static ProblemException invalid(
      String where, Object found, String expected, String remedy) {
    String detail = where + ": found " + found + ", expected " + expected + ". " + remedy;
    return new ProblemException(Problem.of(ProblemType.INVALID_REQUEST, detail.strip()));
  }

  public Problem problem() {
    return problem;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
