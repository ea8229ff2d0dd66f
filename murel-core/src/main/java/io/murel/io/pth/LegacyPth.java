package io.murel.io.pth;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The format before PyTorch 1.6: five pickles (a magic number, the version, the system, the
 * content, the keys of the storages), then each storage as its number of elements and its bytes.
 */
final class LegacyPth {

  private static final BigInteger MAGIC = new BigInteger("119547037146038801333356");
  private static final Long PROTOCOL = 1001L;

  /** Below this a file is read at once; mapping many small ones costs more than it saves. */
  private static final int MAP_FROM = 16 << 20;

  private final ByteBuffer bytes;
  private final Map<String, StorageId> declared = new LinkedHashMap<>();
  private final Map<String, Storage> storages = new LinkedHashMap<>();

  private LegacyPth(ByteBuffer bytes) {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What strided tensors of a file may take when they are laid out densely. */
  static long copyLimit(long fileSize) {
    return (1 << 20) + 4 * fileSize;
  }

  static Object read(Path file) throws IOException {
    if (Files.size(file) < MAP_FROM) {
      return new LegacyPth(ByteBuffer.wrap(Files.readAllBytes(file))).content();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new MalformedException("a file of the legacy format of more than 2 GB");
      }
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      return new LegacyPth(bytes).content();
    }
  }

  private Object content() {
    header();
    int start = bytes.position();
    // The storages come last, so the content is read twice: first to know what they are.
    unpickle(this::declare);
    int end = bytes.position();
    readStorages();
    bytes.position(start);
    Object content = unpickle(id -> storages.get(StorageId.of(id).key()));
    return Structure.checked(content, end - start);
  }

  private void header() {
    boolean magic;
    try {
      magic = MAGIC.equals(unpickle(id -> null));
    } catch (MalformedException | RefusedException e) {
      magic = false;
    }
    if (!magic) {
      throw new MalformedException("neither a zip file nor PyTorch's magic number");
    }
    Object protocol = unpickle(id -> null);
    if (!PROTOCOL.equals(protocol)) {
      throw new MalformedException("version " + protocol + " of the legacy format");
    }
    if (!(unpickle(id -> null) instanceof Map<?, ?> system)
        || !Boolean.TRUE.equals(system.get("little_endian"))) {
      throw new MalformedException("numbers that are not little-endian");
    }
  }

  private Object unpickle(Function<Object, Object> persistentLoad) {
    return new Unpickler(bytes, persistentLoad, new Budget(copyLimit(bytes.limit()))).load();
  }

  private Object declare(Object id) {
    StorageId storage = StorageId.of(id);
    StorageId before = declared.putIfAbsent(storage.key(), storage);
    if (before != null && !before.equals(storage)) {
      throw new MalformedException("two descriptions of storage " + storage.key());
    }
    return new Storage(storage.type(), storage.numel(), null);
  }

  private void readStorages() {
    if (!(unpickle(id -> null) instanceof List<?> keys)) {
      throw new MalformedException("no list of storages");
    }
    for (Object key : keys) {
      StorageId id = key instanceof String name ? declared.get(name) : null;
      if (id == null) {
        throw new MalformedException("a storage that no tensor uses");
      }
      if (bytes.remaining() < 8 || bytes.getLong() != id.numel()) {
        throw new MalformedException("storage " + key + " of another size than declared");
      }
      if (id.bytes() < 0 || id.bytes() > bytes.remaining()) {
        throw new MalformedException("the end of the file in the middle of storage " + key);
      }
      int length = (int) id.bytes();
      ByteBuffer data = bytes.slice(bytes.position(), length);
      storages.put(id.key(), new Storage(id.type(), id.numel(), data));
      bytes.position(bytes.position() + length);
    }
    if (storages.size() < declared.size()) {
      throw new MalformedException("fewer storages than its tensors use");
    }
  }
}
