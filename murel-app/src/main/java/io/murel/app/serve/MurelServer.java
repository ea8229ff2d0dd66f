package io.murel.app.serve;

import io.murel.app.serve.answer.AnswerQueue;
import io.murel.app.serve.answer.Models;
import io.murel.app.serve.api.AnswersRoute;
import io.murel.app.serve.api.HealthRoute;
import io.murel.app.serve.api.ImagesRoute;
import io.murel.app.serve.api.MetricsRoute;
import io.murel.app.serve.api.ModelsRoute;
import io.murel.app.serve.api.OpenApi;
import io.murel.app.serve.api.OpenApiRoute;
import io.murel.app.serve.api.PictureRoute;
import io.murel.app.serve.api.QuestionsRoute;
import io.murel.app.serve.api.RegionsRoute;
import io.murel.app.serve.api.ScenesRoute;
import io.murel.app.serve.api.UploadRoute;
import io.murel.app.serve.http.HttpServer;
import io.murel.app.serve.http.Route;
import io.murel.app.serve.http.ServeMetrics;
import io.murel.app.serve.image.Images;
import io.murel.app.serve.image.PictureFolder;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** The service in one process: start it, ask it, close it. */
public final class MurelServer implements AutoCloseable {

  private final HttpServer http;
  private final AnswerQueue queue;
  private final Images images;
  private final Models models;
  private final List<Route> routes;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  private MurelServer(ServeOptions options, Models models, PictureFolder pictures) {
    this.models = models;
    ServeMetrics metrics = new ServeMetrics();
    String version = version();
    http = new HttpServer(options, metrics);
    queue = new AnswerQueue(options.batching(), http.threads(), metrics);
    images = new Images(models, pictures, options.limits(), metrics);
    routes =
        List.of(
            new AnswersRoute(models, images, queue, options.limits()),
            new ImagesRoute(models, images),
            new UploadRoute(models, images),
            new PictureRoute(images),
            new RegionsRoute(models, images),
            new QuestionsRoute(images),
            new ScenesRoute(models, images, options.limits()),
            new ModelsRoute(models),
            new HealthRoute(models, queue, version, http::isStopping),
            new MetricsRoute(metrics),
            new OpenApiRoute(new OpenApi(options.limits(), version)));
  }

  /**
   * Starts the service.
   *
   * @param models to ask; closed with the service
   * @param pictures that can be asked about by name
   * @throws io.murel.BadInputException if it cannot listen at the address
   */
  public static MurelServer start(ServeOptions options, Models models, PictureFolder pictures) {
    MurelServer server = new MurelServer(options, models, pictures);
    try {
      server.http.start(server.routes);
    } catch (RuntimeException | Error e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** Where it listens. */
  public URI url() {
    return http.url();
  }

  /** Every address of the API. */
  List<Route> routes() {
    return routes;
  }

  /** Waits until the service has been closed. */
  public void join() throws InterruptedException {
    closed.await();
  }

  /** Answers what was accepted, refuses what comes, and ends. */
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    try {
      http.drain();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    images.close();
    queue.close();
    http.stop();
    models.close();
    closed.countDown();
  }

  private static String version() {
    String version = MurelServer.class.getPackage().getImplementationVersion(); // null outside jars
    return version == null ? "development" : version;
  }
}
