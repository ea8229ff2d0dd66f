package io.murel.data.prepare;

import io.murel.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What prepared data is made from: options, and files with their sizes and times. */
final class Fingerprint {
  private Fingerprint() {}

  /**
   * A line for the options and one for each file. A file counts as unchanged while its name, its
   * size and the time of its last change are the same; the folder may be moved.
   */
  static String of(String key, List<Path> files) {
    StringBuilder out = new StringBuilder(key);
    for (Path file : files) {
      out.append('\n').append(line(file));
    }
    return out.toString();
  }

  private static String line(Path file) {
    try {
      long changed = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
      return file.getFileName() + " " + Files.size(file) + " " + changed;
    } catch (IOException e) {
      throw BadInputException.at(file.toString())
          .found("an error on reading (" + e.getMessage() + ")")
          .expected("a readable file")
          .remedy("Check the file and its permissions.", e);
    }
  }
}
