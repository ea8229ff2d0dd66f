package io.murel.app.serve.page;

import io.murel.app.browser.Chromium;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The browser and the service of all tests of the page, in a folder of their own. */
record Stage(Path folder, Chromium browser, PageService service) implements AutoCloseable {

  static Stage set(Path browser) {
    try {
      Path folder = Files.createTempDirectory("murel-page");
      return new Stage(
          folder,
          Chromium.start(browser, folder.resolve("profile")),
          PageService.start(folder.resolve("pictures")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    browser.close();
    service.close();
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
