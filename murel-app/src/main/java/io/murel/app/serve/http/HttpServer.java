package io.murel.app.serve.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.staticfiles.Location;
import io.murel.BadInputException;
import io.murel.app.serve.Limits;
import io.murel.app.serve.ServeOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The web server: routes, the page, limits, and what every answer has. */
public final class HttpServer {

  /** Enough for answers being written to slow clients; nothing else holds a thread. */
  private static final int MOST_THREADS = 64;

  private static final int LEAST_THREADS = 4;
  private static final int THREAD_IDLE_MS = 30_000;

  /** The page uses its own scripts, styles and pictures only, and nobody may frame it. */
  private static final Map<String, String> SECURITY =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
              + " font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
              + " form-action 'self'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin");

  private final ServeOptions options;
  private final RequestEvents events;
  private final BodyReader bodies;
  private final BodyBudget budget;
  private final QueuedThreadPool threads =
      new QueuedThreadPool(MOST_THREADS, LEAST_THREADS, THREAD_IDLE_MS);
  private volatile boolean stopping;
  private Javalin javalin;
  private URI url;

  public HttpServer(ServeOptions options, ServeMetrics metrics) {
    this.options = options;
    Limits limits = options.limits();
    events = new RequestEvents(metrics);
    bodies = new BodyReader(limits);
    budget = new BodyBudget(limits.allBodyBytes());
    threads.setName("murel-http");
    threads.setDaemon(true);
    metrics.gauge("murel_requests_in_progress", "Requests in progress.", events::inProgress);
    metrics.gauge("murel_body_bytes", "Bodies in memory.", budget::used);
  }

  /** Threads that may wait for clients. */
  public Executor threads() {
    return threads;
  }

  /** Whether no more work is taken in. */
  public boolean isStopping() {
    return stopping;
  }

  /**
   * Starts to listen.
   *
   * @throws BadInputException if the address is taken or not of this machine
   */
  public void start(List<Route> routes) {
    javalin = Javalin.create(config -> configure(config, routes));
    javalin.start();
    String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    url = URI.create("http://" + host + ":" + javalin.port());
  }

  /** Where it listens. */
  public URI url() {
    return url;
  }

  private BadInputException cannotListen(Exception cause) {
    return BadInputException.at("--host and --port")
        .found(options.host() + ", port " + options.port() + ", where this cannot listen")
        .expected("an address of this machine and a port that no other program uses")
        .remedy("Choose another one, or stop the other program.", cause);
  }

  private void configure(JavalinConfig config, List<Route> routes) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setRequestHeaderSize(options.limits().headerBytes());
          http.setUriCompliance(UriCompliance.LEGACY); // names may contain encoded slashes
        });
    config.jetty.addConnector(this::connector);
    config.jetty.modifyServer(this::extend);
    if (getClass().getResource(options.page() + "/index.html") != null) {
      config.staticFiles.add(
          files -> {
            files.hostedPath = "/";
            files.directory = options.page();
            files.location = Location.CLASSPATH;
            files.headers = Map.of("Cache-Control", "no-cache");
            files.mimeTypes.add("text/javascript", "js", "mjs");
            files.mimeTypes.add("application/manifest+json", "webmanifest");
          });
    }
    config.routes.before(this::before);
    for (Route route : routes) {
      Endpoint endpoint = new Endpoint(route, bodies, budget);
      config.routes.addHttpHandler(route.method(), route.path(), endpoint);
      if (route.method() == HandlerType.GET) {
        config.routes.addHttpHandler(HandlerType.HEAD, route.path(), endpoint);
      }
    }
    config.routes.exception(Exception.class, HttpServer::failed);
    config.routes.exception(HttpResponseException.class, HttpServer::failed); // else not ours
    config.router.javaLangErrorHandler(
        (response, error) -> response.setStatus(ProblemType.INTERNAL_ERROR.status()));
  }

  private Connector connector(Server server, HttpConfiguration http) {
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setIdleTimeout(options.limits().idleTime().toMillis());
    connector.setShutdownIdleTimeout(1000);
    try {
      connector.open(); // now, or else the failure would be logged as well
    } catch (IOException | UnresolvedAddressException e) {
      throw cannotListen(e);
    }
    return connector;
  }

  private void extend(Server server) {
    server.insertHandler(events);
    server.setErrorHandler(new ProblemErrorHandler());
    server.addBean(new NetworkConnectionLimit(options.limits().connections(), server));
  }

  private void before(Context context) {
    SECURITY.forEach(context::header);
    if (stopping && context.method() == HandlerType.POST) {
      throw ProblemException.later(
          ProblemType.STOPPING, "The server takes no more requests. Ask another one.", 5);
    }
  }

  private static void failed(Exception failure, Context context) {
    if (failure instanceof MethodNotAllowedResponse wrong) {
      String allowed = String.join(", ", wrong.getDetails().values());
      String detail = context.method() + ": expected " + allowed + ".";
      Problem problem = Problem.of(ProblemType.METHOD_NOT_ALLOWED, detail);
      Endpoint.send(context, Reply.of(problem, Map.of("Allow", allowed)), false);
    } else if (failure instanceof HttpResponseException known && known.getStatus() == 404) {
      String detail =
          "There is nothing at %s. The addresses of the service are in /openapi.json."
              .formatted(Problem.shown(context.path()));
      Endpoint.send(context, Reply.of(Problem.of(ProblemType.NOT_FOUND, detail), Map.of()), false);
    } else {
      Endpoint.send(context, Endpoint.problem(failure), false);
    }
  }

  /** Takes no more work in, and waits for what is in progress. */
  public void drain() throws InterruptedException {
    stopping = true;
    long end = System.nanoTime() + options.grace().toNanos();
    while (events.inProgress() > 0 && System.nanoTime() < end) {
      Thread.sleep(10);
    }
  }

  /** Closes all connections and ends all threads. */
  public void stop() {
    if (javalin != null) {
      javalin.stop();
    }
  }
}
