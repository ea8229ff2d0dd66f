package io.murel.app.cli;

import io.murel.io.AtomicFile;
import io.murel.regions.StoreTally;
import io.murel.regions.StoreTally.BadImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Names the images that could not be converted: some on the console, all in a file. */
final class BadImages {

  private static final int SHOWN = 20;

  private final Path file;
  private final PrintWriter err;
  private StoreTally tally;

  /**
   * @param store the list goes beside it, to {@code STORE.bad.txt}
   */
  BadImages(Path store, PrintWriter err) {
    Path absolute = store.toAbsolutePath();
    this.file = absolute.resolveSibling(absolute.getFileName() + ".bad.txt");
    this.err = err;
  }

  /** From where the list is taken in the end. */
  void use(StoreTally from) {
    tally = from;
  }

  /** Shows the list, and writes it. */
  void show() throws IOException {
    if (tally == null) {
      return;
    }
    List<BadImage> bad = tally.bad();
    if (bad.isEmpty()) {
      Files.deleteIfExists(file); // of a conversion before
      return;
    }
    for (BadImage image : bad.subList(0, Math.min(SHOWN, bad.size()))) {
      err.println("Warning: " + image.reason());
    }
    if (bad.size() > SHOWN) {
      err.printf(Locale.ROOT, "Warning: and %,d more bad images%n", bad.size() - SHOWN);
    }
    AtomicFile.write(
        file,
        out -> {
          for (BadImage image : bad) {
            String line = image.name() + "\t" + image.reason().replace('\n', ' ') + "\n";
            out.write(line.getBytes(StandardCharsets.UTF_8));
          }
        });
    err.println("Warning: all bad images are listed in " + file);
    err.flush();
  }
}
