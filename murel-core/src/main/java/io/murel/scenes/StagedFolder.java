package io.murel.scenes;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A folder that is filled under another name beside its final place and renamed when it is
 * complete: nobody ever sees half of it. Closed before that, it disappears. What a killed process
 * left of its own attempt is removed by the next one.
 */
final class StagedFolder implements AutoCloseable {

  private static final String SUFFIX = ".tmp";

  private final Path target;
  private final Path staging;

  /**
   * @param target must not exist, or be an empty folder
   */
  StagedFolder(Path target) throws IOException {
    this.target = target.toAbsolutePath().normalize();
    Files.createDirectories(this.target.getParent());
    removeLeftovers();
    this.staging = this.target.resolveSibling(prefix() + ProcessHandle.current().pid() + SUFFIX);
    delete(staging);
    Files.createDirectory(staging);
  }

  /** Where to write for the time being. */
  Path path() {
    return staging;
  }

  /** Gives the folder its name. */
  void publish() throws IOException {
    Files.deleteIfExists(target); // an empty folder
    Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes the folder unless it was published. */
  @Override
  public void close() throws IOException {
    delete(staging);
  }

  private String prefix() {
    return "." + target.getFileName() + ".";
  }

  private void removeLeftovers() throws IOException {
    try (DirectoryStream<Path> siblings =
        Files.newDirectoryStream(target.getParent(), this::isLeftover)) {
      for (Path leftover : siblings) {
        delete(leftover);
      }
    }
  }

  /** Staged for this target by a process that no longer runs. */
  private boolean isLeftover(Path path) {
    String name = path.getFileName().toString();
    if (!name.startsWith(prefix()) || !name.endsWith(SUFFIX)) {
      return false;
    }
    String pid = name.substring(prefix().length(), Math.max(prefix().length(), name.length() - 4));
    return pid.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
