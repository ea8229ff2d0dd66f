package io.murel.io.pth;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The zip format: {@code NAME/data.pkl}, and one uncompressed entry {@code NAME/data/KEY} a
 * storage.
 */
final class ZipPth {

  private static final byte[] MAGIC = {'P', 'K', 3, 4};
  private static final String PICKLE = "/data.pkl";

  /** A file below this is read at once; of larger ones each entry when it is asked for. */
  private static final int READ_BELOW = 16 << 20;

  private final ZipDirectory.Source file;
  private final Map<String, ZipDirectory.Entry> entries;
  private final String folder;
  private final Map<String, Storage> storages = new HashMap<>();

  private ZipPth(ZipDirectory.Source file) {
    this.file = file;
    this.entries = ZipDirectory.read(file).entries();
    String pickle =
        entries.keySet().stream()
            .filter(name -> name.endsWith(PICKLE))
            .findFirst()
            .orElseThrow(() -> new MalformedException("a zip file without data.pkl"));
    this.folder = pickle.substring(0, pickle.length() - PICKLE.length() + 1);
  }

  static boolean matches(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }
  }

  static Object read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      ZipDirectory.Source source = new Parts(channel, size);
      if (size < READ_BELOW) {
        source = new Whole(source.bytes(0, size));
      }
      return new ZipPth(source).content(new Budget(LegacyPth.copyLimit(size)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** A file in memory. */
  private record Whole(ByteBuffer content) implements ZipDirectory.Source {
    @Override
    public long size() {
      return content.capacity();
    }

    @Override
    public ByteBuffer bytes(long position, long length) {
      requireWithin(position, length, size());
      return content.slice((int) position, (int) length);
    }
  }

  /** A file of which parts are read. */
  private record Parts(FileChannel channel, long size) implements ZipDirectory.Source {
    @Override
    public ByteBuffer bytes(long position, long length) {
      requireWithin(position, length, size);
      ByteBuffer out = ByteBuffer.allocate((int) length);
      try {
        while (out.hasRemaining()) {
          if (channel.read(out, position + out.position()) < 0) {
            throw new MalformedException("a file that became shorter while it was read");
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return out.flip();
    }
  }

  private static void requireWithin(long position, long length, long size) {
    if (position < 0 || length < 0 || position > size || length > size - position) {
      throw new MalformedException("a damaged zip file (places beyond its end)");
    }
    if (length > Integer.MAX_VALUE - 8) {
      throw new MalformedException("a part of " + length + " bytes; 2 GB is the most");
    }
  }

  private Object content(Budget copies) {
    ZipDirectory.Entry order = entries.get(folder + "byteorder");
    if (order != null && !StandardCharsets.UTF_8.decode(bytes(order)).toString().equals("little")) {
      throw new MalformedException("numbers that are not little-endian");
    }
    ByteBuffer pickle = bytes(entry("data.pkl"));
    int length = pickle.remaining();
    return Structure.checked(new Unpickler(pickle, this::storage, copies).load(), length);
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
    ZipDirectory.Entry entry = entry("data/" + id.key());
    if (entry.size() != id.bytes()) {
      throw new MalformedException(
          "%d bytes of %s for %d elements of %s"
              .formatted(entry.size(), entry.name(), id.numel(), id.type()));
    }
    return bytes(entry);
  }

  private ZipDirectory.Entry entry(String name) {
    ZipDirectory.Entry entry = entries.get(folder + name);
    if (entry == null) {
      throw new MalformedException("no entry " + name);
    }
    return entry;
  }

  private ByteBuffer bytes(ZipDirectory.Entry entry) {
    if (!entry.stored()) {
      throw new MalformedException("a compressed entry " + entry.name());
    }
    ByteBuffer out = file.bytes(entry.data(), entry.size());
    CRC32 crc = new CRC32();
    crc.update(out.duplicate());
    if ((int) crc.getValue() != entry.crc()) {
      throw new MalformedException("a wrong checksum of " + entry.name());
    }
    return out;
  }
}
