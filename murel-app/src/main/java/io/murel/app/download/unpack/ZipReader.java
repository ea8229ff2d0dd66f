package io.murel.app.download.unpack;

import io.murel.app.console.Printable;
import io.murel.app.download.transfer.Watcher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Reads zip files; all names and declared sizes are checked before the first content. */
final class ZipReader {

  private final Path file;
  private final Budget budget;

  ZipReader(Path file, Budget budget) {
    this.file = file;
    this.budget = budget;
  }

  void read(SafeArchive.Visitor visitor, Watcher watcher) throws IOException {
    try (ZipFile zip = ZipFile.builder().setSeekableByteChannel(Files.newByteChannel(file)).get()) {
      Map<ZipArchiveEntry, String> names = names(zip);
      long declared = names.keySet().stream().mapToLong(ZipArchiveEntry::getSize).sum();
      watcher.begin("Unpacking " + file.getFileName(), 0, declared);
      for (Map.Entry<ZipArchiveEntry, String> entry : names.entrySet()) {
        visit(zip, entry.getKey(), entry.getValue(), visitor, watcher);
      }
    }
  }

  private Map<ZipArchiveEntry, String> names(ZipFile zip) {
    EntryNames names = new EntryNames();
    Map<ZipArchiveEntry, String> out = new LinkedHashMap<>();
    long declared = 0;
    for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
      budget.entry();
      if (entry.isUnixSymlink() || isSpecial(entry)) {
        throw new Refused("'" + Printable.text(entry.getName()) + "', a link or a device");
      }
      if (entry.isDirectory()) {
        names.folder(entry.getName());
        continue;
      }
      String name = names.file(entry.getName());
      if (!zip.canReadEntryData(entry)) {
        throw new Refused("'" + name + "', encrypted or compressed in an unknown way");
      }
      if (entry.getSize() < 0 || (declared += entry.getSize()) < 0) {
        throw new Refused("'" + name + "' of an impossible size");
      }
      budget.requireRoom(declared);
      out.put(entry, name);
    }
    return out;
  }

  /** Neither a file nor a folder of Unix, where the archive says so. */
  private static boolean isSpecial(ZipArchiveEntry entry) {
    int type = entry.getUnixMode() & 0170000;
    return type != 0 && type != 0100000 && type != 0040000;
  }

  private void visit(
      ZipFile zip, ZipArchiveEntry entry, String name, SafeArchive.Visitor visitor, Watcher watcher)
      throws IOException {
    CRC32 crc = new CRC32();
    long before = budget.bytes();
    try (InputStream content = zip.getInputStream(entry);
        InputStream counted = budget.taking(content);
        InputStream watched = Budget.counted(counted, n -> watcher.at(budget.bytes()));
        InputStream checked = new CheckedInputStream(watched, crc)) {
      visitor.file(name, checked);
      checked.transferTo(OutputStream.nullOutputStream()); // what nobody wanted
    }
    if (crc.getValue() != entry.getCrc() || budget.bytes() - before != entry.getSize()) {
      throw new IOException("wrong checksum of " + name);
    }
  }
}
