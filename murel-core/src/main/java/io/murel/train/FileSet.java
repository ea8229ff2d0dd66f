package io.murel.train;

import io.murel.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * Files of one folder that belong together and are replaced together. New content is staged beside
 * the files; a marker then makes it valid, and only then it is renamed. Whenever the process is
 * killed, readers that ask {@link #current} see all of the old files or all of the new ones.
 */
final class FileSet {

  private final Path folder;
  private final Path marker;
  private final List<String> files;

  /**
   * @param name tells this set from others of the folder
   * @param files their names
   */
  FileSet(Path folder, String name, List<String> files) {
    this.folder = folder;
    this.marker = folder.resolve("." + name + ".complete");
    this.files = files;
  }

  /** Replaces all files of the set, or none. */
  void write(Map<String, AtomicFile.Content> contents) throws IOException {
    settle();
    try {
      for (String file : files) {
        AtomicFile.write(staged(file), contents.get(file));
      }
      AtomicFile.write(marker, "");
    } finally {
      settle();
    }
  }

  /** Ends a write that was cut short: completes it if all was staged, else undoes it. */
  void settle() throws IOException {
    boolean complete = Files.exists(marker);
    for (String file : files) {
      if (complete && Files.exists(staged(file))) {
        Files.move(
            staged(file),
            folder.resolve(file),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.deleteIfExists(staged(file));
      }
    }
    Files.deleteIfExists(marker);
  }

  /** Where the valid content of a file lies; changes nothing, so that others may be writing. */
  Path current(String file) {
    Path staged = staged(file);
    return Files.exists(marker) && Files.exists(staged) ? staged : folder.resolve(file);
  }

  private Path staged(String file) {
    return folder.resolve("." + file + ".new");
  }
}
