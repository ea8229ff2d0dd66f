package io.murel.app.serve.http;

import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.EventsHandler;
import org.eclipse.jetty.util.NanoTime;

/** Counts and times every request, also those that never reach a route, and those in progress. */
final class RequestEvents extends EventsHandler {

  /** The request attribute that holds the path of its route. */
  static final String ROUTE = "murel.route";

  /** What is counted as a route where there is none, so that clients cannot make up new ones. */
  private static final String OTHER = "other";

  private final ServeMetrics metrics;
  private final AtomicInteger inProgress = new AtomicInteger();

  RequestEvents(ServeMetrics metrics) {
    this.metrics = metrics;
  }

  int inProgress() {
    return inProgress.get();
  }

  @Override
  protected void onBeforeHandling(Request request) {
    inProgress.incrementAndGet();
  }

  @Override
  protected void onComplete(Request request, int status, HttpFields headers, Throwable failure) {
    inProgress.decrementAndGet();
    Object route = request.getAttribute(ROUTE);
    double seconds = NanoTime.since(request.getBeginNanoTime()) / 1e9;
    metrics.request(route == null ? OTHER : route.toString(), request.getMethod(), status, seconds);
  }
}
