package io.murel.app.ask;

import io.murel.BadInputException;
import io.murel.figure.TraceFigure;
import io.murel.io.AtomicFile;
import io.murel.vqa.Explanation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** A file with the figure of how an answer came about. */
record ReasoningPicture(Path file) {

  private static final String SVG = ".svg";

  /** Of an image whose picture is not at hand, the shape of a photograph. */
  private static final int WIDTH = 4;

  private static final int HEIGHT = 3;

  /**
   * @throws BadInputException if the name says neither PNG nor SVG
   */
  ReasoningPicture {
    if (!ends(file, SVG) && !ends(file, ".png")) {
      throw BadInputException.at("--picture")
          .found("'" + file + "'")
          .expected("a file name that ends in .png or .svg")
          .remedy("Choose such a name.");
    }
  }

  private static boolean ends(Path file, String suffix) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(suffix);
  }

  void write(Subject subject, String question, Explanation explanation) throws IOException {
    TraceFigure figure =
        subject.pixels() == null
            ? new TraceFigure(question, WIDTH, HEIGHT, explanation)
            : new TraceFigure(question, subject.pixels(), explanation);
    if (ends(file, SVG)) {
      AtomicFile.write(file, figure.svg());
    } else {
      byte[] png = figure.png();
      AtomicFile.write(file, out -> out.write(png));
    }
  }
}
