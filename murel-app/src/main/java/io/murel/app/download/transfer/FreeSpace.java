package io.murel.app.download.transfer;

import io.murel.BadInputException;
import io.murel.app.console.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Asks for room on a disk before it is needed.
 *
 * @param probe tells how many bytes can still be written where a file is to lie
 */
public record FreeSpace(Probe probe) {

  /** Looks at a disk. */
  @FunctionalInterface
  public interface Probe {
    long free(Path existing) throws IOException;
  }

  /** The real disks. */
  public static FreeSpace ofDisks() {
    return new FreeSpace(path -> Files.getFileStore(path).getUsableSpace());
  }

  /**
   * @throws BadInputException if there is less room where the file is to lie
   */
  public void require(Path file, long bytes) throws IOException {
    Path existing = file.toAbsolutePath();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    long free = probe.free(existing);
    if (free < bytes) {
      throw BadInputException.at(file.toString())
          .found(ByteSize.text(free) + " free")
          .expected("room for another " + ByteSize.text(bytes))
          .remedy("Make room, or choose another disk with --dir.");
    }
  }
}
