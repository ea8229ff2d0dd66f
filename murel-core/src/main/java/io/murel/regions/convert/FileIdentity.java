package io.murel.regions.convert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What tells one version of a file from another. */
final class FileIdentity {
  private FileIdentity() {}

  /** Name, size and age. */
  static String of(Path file) {
    try {
      return "%s (%d bytes of %s)"
          .formatted(file.getFileName(), Files.size(file), Files.getLastModifiedTime(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
