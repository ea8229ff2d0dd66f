package io.murel.app.serve;

import io.murel.app.serve.answer.Batching;
import java.time.Duration;

/**
 * How the service runs.
 *
 * @param host the address to listen on; loopback is reached from this machine only
 * @param port to listen on; 0 for any free one
 * @param limits of what clients may ask for
 * @param batching of questions
 * @param page folder of the page among the resources of the program
 * @param grace how long a stop waits for what was accepted
 */
public record ServeOptions(
    String host, int port, Limits limits, Batching batching, String page, Duration grace) {

  public static final String LOOPBACK = "127.0.0.1";

  private static final String PAGE = "/io/murel/app/serve/page";

  /** On loopback, with the usual limits. */
  public static ServeOptions on(int port) {
    return new ServeOptions(
        LOOPBACK, port, Limits.USUAL, Batching.USUAL, PAGE, Duration.ofSeconds(30));
  }

  public ServeOptions withHost(String address) {
    return new ServeOptions(address, port, limits, batching, page, grace);
  }

  public ServeOptions withLimits(Limits other) {
    return new ServeOptions(host, port, other, batching, page, grace);
  }

  public ServeOptions withBatching(Batching other) {
    return new ServeOptions(host, port, limits, other, page, grace);
  }

  public ServeOptions withPage(String folder) {
    return new ServeOptions(host, port, limits, batching, folder, grace);
  }

  public ServeOptions withGrace(Duration other) {
    return new ServeOptions(host, port, limits, batching, page, other);
  }
}
