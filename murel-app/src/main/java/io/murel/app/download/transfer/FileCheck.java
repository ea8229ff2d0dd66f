package io.murel.app.download.transfer;

import io.murel.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares a complete file with what is known of the one wanted: size, kind, checksum. */
public final class FileCheck {
  private FileCheck() {}

  /**
   * Checks a file that came by other ways.
   *
   * @throws BadInputException if it is not the one wanted
   */
  public static void requireRight(Wanted file, Path path, Watcher watcher) throws IOException {
    try {
      check(file, path, watcher);
    } catch (PlaceFailure e) {
      throw BadInputException.at(path.toString())
          .found(e.getMessage())
          .expected(file.name() + " as published")
          .remedy("Delete it or put the right one there, then run this again.");
    }
  }

  static void check(Wanted file, Path path, Watcher watcher) throws IOException, PlaceFailure {
    long size = Files.size(path);
    if (file.size().isPresent()) {
      checkSize(file, size);
    }
    Signature.check(file.name(), path);
    if (file.checksum().isPresent()) {
      Checksum expected = file.checksum().get();
      Checksum found = expected.of(path, file.name(), watcher);
      if (!found.equals(expected)) {
        throw new PlaceFailure("a file with %s instead of %s".formatted(found, expected.hex()));
      }
    }
  }

  /** A published size must be kept exactly, an estimated one roughly. */
  static void checkSize(Wanted file, long size) throws PlaceFailure {
    if (file.size().isPresent() && size != file.size().getAsLong()) {
      throw new PlaceFailure(
          "a file of %s bytes instead of %s"
              .formatted(Words.of(size), Words.of(file.size().getAsLong())));
    }
    if (size > file.most()) {
      throw tooLong(file);
    }
  }

  static PlaceFailure tooLong(Wanted file) {
    return new PlaceFailure(
        "a file of more than %s bytes, the most that is taken".formatted(Words.of(file.most())));
  }
}
