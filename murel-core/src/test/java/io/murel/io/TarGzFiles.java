package io.murel.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Makes small archives for tests, honest and hostile ones. */
public final class TarGzFiles {
  private TarGzFiles() {}

  /** An archive of files in the order of the map. */
  public static Path write(Path file, Map<String, byte[]> contents) throws IOException {
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
      for (Map.Entry<String, byte[]> content : contents.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(content.getKey(), true);
        entry.setSize(content.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(content.getValue());
        tar.closeArchiveEntry();
      }
    }
    return file;
  }

  /** An archive of bare headers, whatever they declare, each followed by one block of zeros. */
  static Path writeHeaders(Path file, TarArchiveEntry... entries) throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    for (TarArchiveEntry entry : entries) {
      byte[] header = new byte[512];
      entry.writeEntryHeader(header);
      tar.write(header);
      tar.write(new byte[512]);
    }
    tar.write(new byte[1024]);
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      tar.writeTo(out);
    }
    return file;
  }
}
