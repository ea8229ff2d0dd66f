package io.murel.app.serve;

import io.murel.app.serve.answer.Models;
import io.murel.app.serve.image.PictureFolder;
import java.util.List;

/** The service with networks that guess, for work on the page: port as the first argument. */
final class FakeService {
  private FakeService() {}

  public static void main(String[] args) throws InterruptedException {
    int port = args.length == 0 ? 8080 : Integer.parseInt(args[0]);
    Models models =
        new Models(
            List.of(
                new FakeAnswerer("murel", 3, 20, List.of("kitchen", "street")),
                new FakeAnswerer("attention", 1, 20, List.of("kitchen", "street"))));
    MurelServer server = MurelServer.start(ServeOptions.on(port), models, PictureFolder.none());
    System.out.println("Listening on " + server.url());
    server.join();
  }
}
