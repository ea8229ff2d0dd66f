package io.murel.io.pth;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The zip format: {@code NAME/data.pkl}, and one uncompressed entry {@code NAME/data/KEY} a
 * storage.
 */
final class ZipPth {

  private static final byte[] MAGIC = {'P', 'K', 3, 4};

  private final ZipFile zip;
  private final String folder;
  private final Budget unread; // entries may not overlap: together they fit into the file
  private final Map<String, Storage> storages = new HashMap<>();

  private ZipPth(ZipFile zip, String folder, long fileSize) {
    this.zip = zip;
    this.folder = folder;
    this.unread = new Budget(fileSize);
  }

  static boolean matches(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }
  }

  static Object read(Path file) throws IOException {
    long size = Files.size(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String pickle =
          zip.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.endsWith("/data.pkl"))
              .findFirst()
              .orElseThrow(() -> new MalformedException("a zip file without data.pkl"));
      String folder = pickle.substring(0, pickle.length() - "data.pkl".length());
      return new ZipPth(zip, folder, size).content(new Budget(LegacyPth.copyLimit(size)));
    } catch (ZipException | EOFException | IllegalArgumentException e) { // the last: names
      throw new MalformedException("a damaged zip file (" + e.getMessage() + ")");
    }
  }

  private Object content(Budget copies) throws IOException {
    ZipEntry order = zip.getEntry(folder + "byteorder");
    if (order != null && !new String(bytes(order), StandardCharsets.UTF_8).equals("little")) {
      throw new MalformedException("numbers that are not little-endian");
    }
    byte[] pickle = bytes(entry("data.pkl"));
    Unpickler unpickler = new Unpickler(ByteBuffer.wrap(pickle), this::storage, copies);
    try {
      return Structure.checked(unpickler.load(), pickle.length);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Object storage(Object id) {
    StorageId wanted = StorageId.of(id);
    Storage known = storages.get(wanted.key());
    if (known == null) {
      known = new Storage(wanted.type(), wanted.numel(), data(wanted));
      storages.put(wanted.key(), known);
    }
    if (known.type() != wanted.type() || known.numel() != wanted.numel()) {
      throw new MalformedException("two descriptions of storage " + wanted.key());
    }
    return known;
  }

  private ByteBuffer data(StorageId id) {
    ZipEntry entry = entry("data/" + id.key());
    if (entry.getSize() != id.bytes()) {
      throw new MalformedException(
          "%d bytes of %s for %d elements of %s"
              .formatted(entry.getSize(), entry.getName(), id.numel(), id.type()));
    }
    try {
      return ByteBuffer.wrap(bytes(entry));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ZipEntry entry(String name) {
    ZipEntry entry = zip.getEntry(folder + name);
    if (entry == null) {
      throw new MalformedException("no entry " + name);
    }
    return entry;
  }

  private byte[] bytes(ZipEntry entry) throws IOException {
    if (entry.getMethod() != ZipEntry.STORED) {
      throw new MalformedException("a compressed entry " + entry.getName());
    }
    if (!unread.take(entry.getSize())) {
      throw new MalformedException("more entries than the file has room for");
    }
    byte[] out;
    try (InputStream in = zip.getInputStream(entry)) {
      out = in.readNBytes((int) Math.min(entry.getSize(), Integer.MAX_VALUE - 8));
    }
    CRC32 crc = new CRC32();
    crc.update(out);
    if (out.length != entry.getSize() || crc.getValue() != entry.getCrc()) {
      throw new MalformedException("a wrong checksum of " + entry.getName());
    }
    return out;
  }
}
