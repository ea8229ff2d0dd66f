package io.murel.io;

import io.murel.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes folders that appear complete or not at all. */
public final class AtomicFolder {
  private AtomicFolder() {}

  /** What fills the folder. */
  @FunctionalInterface
  public interface Content {
    void writeTo(Path folder) throws IOException;
  }

  /**
   * Lets a folder beside the target be filled and renames it; whatever fails, it is deleted.
   *
   * @param target must not exist or be empty
   * @throws BadInputException if there is something already
   */
  public static void write(Path target, Content content) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    requireFree(absolute);
    Path temporary =
        absolute.resolveSibling(
            "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    delete(temporary);
    try {
      Files.createDirectories(temporary);
      content.writeTo(temporary);
      Files.deleteIfExists(absolute);
      Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(temporary);
    }
  }

  /**
   * Checks before the work begins.
   *
   * @throws BadInputException if there is a file, or a folder that is not empty
   */
  public static void requireFree(Path target) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    boolean empty = false;
    if (Files.isDirectory(target)) {
      try (Stream<Path> files = Files.list(target)) {
        empty = files.findAny().isEmpty();
      }
    }
    if (!empty) {
      throw BadInputException.at(target.toString())
          .found("something there already")
          .expected("a new or empty folder")
          .remedy("Delete it or choose another folder.");
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
