package io.murel.app.download;

import io.murel.app.download.transfer.Fetch;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is on the disk already. Files get their names only when they are complete, so a name is
 * enough.
 *
 * @param data the folder for all data
 */
public record Stock(Path data) {

  /** Whether everything that a file is to become is there. */
  public boolean has(Bundle bundle, RemoteFile file) throws IOException {
    for (String name : file.unpacking().results()) {
      if (!isThere(bundle.folder(data).resolve(name))) {
        return false;
      }
    }
    return true;
  }

  /** Where the file itself comes to lie, for good or until it is unpacked. */
  public Path target(Bundle bundle, RemoteFile file) {
    return file.isArchive()
        ? bundle.archive(data, file)
        : bundle.folder(data).resolve(file.wanted().name());
  }

  /** How many bytes of it have come. */
  public long begun(Bundle bundle, RemoteFile file) throws IOException {
    Path target = target(bundle, file);
    return Files.exists(target) ? Files.size(target) : Fetch.begun(target);
  }

  private static boolean isThere(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return Files.exists(path);
    }
    try (DirectoryStream<Path> content = Files.newDirectoryStream(path)) {
      return content.iterator().hasNext();
    }
  }
}
