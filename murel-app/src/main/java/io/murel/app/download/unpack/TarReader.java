package io.murel.app.download.unpack;

import io.murel.app.console.Printable;
import io.murel.app.download.transfer.Watcher;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Reads tar files, compressed or not, and single compressed files, from beginning to end. */
final class TarReader {

  private static final int BUFFER = 1 << 17;

  private final Path file;
  private final boolean compressed;
  private final Budget budget;

  TarReader(Path file, boolean compressed, Budget budget) {
    this.file = file;
    this.compressed = compressed;
    this.budget = budget;
  }

  void read(SafeArchive.Visitor visitor, Watcher watcher) throws IOException {
    EntryNames names = new EntryNames();
    try (InputStream in = open(watcher);
        TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        budget.entry();
        if (isSpecial(entry)) {
          throw new Refused("'" + Printable.text(entry.getName()) + "', a link or a device");
        }
        if (entry.isDirectory()) {
          names.folder(entry.getName());
          continue;
        }
        String name = names.file(entry.getName());
        budget.requireRoom(entry.getSize());
        visitor.file(name, tar);
      }
      in.transferTo(OutputStream.nullOutputStream()); // to the checksum at the end
    }
  }

  /** Anything but a plain file or a folder; TarArchiveEntry.isFile() is true for devices. */
  private static boolean isSpecial(TarArchiveEntry entry) {
    byte type = entry.getLinkFlag();
    boolean plain =
        type == TarConstants.LF_NORMAL
            || type == TarConstants.LF_OLDNORM
            || type == TarConstants.LF_DIR;
    return !plain || entry.isSparse();
  }

  /** The one file that a compressed file is, under the archive's name without .gz. */
  void readSingle(SafeArchive.Visitor visitor, Watcher watcher) throws IOException {
    String name = file.getFileName().toString();
    try (InputStream in = open(watcher)) {
      visitor.file(name.substring(0, name.length() - ".gz".length()), in);
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private InputStream open(Watcher watcher) throws IOException {
    AtomicLong done = new AtomicLong();
    watcher.begin("Unpacking " + file.getFileName(), 0, Files.size(file));
    InputStream raw =
        Budget.counted(Files.newInputStream(file), n -> watcher.at(done.addAndGet(n)));
    InputStream buffered = new BufferedInputStream(raw, BUFFER);
    if (!compressed) {
      return budget.taking(buffered);
    }
    try {
      return budget.taking(new GZIPInputStream(buffered, BUFFER));
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }
}
