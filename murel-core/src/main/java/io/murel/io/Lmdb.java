package io.murel.io;

import io.murel.BadInputException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads the entries of an LMDB database in the order of their keys (data format 1, that of LMDB
 * 0.9, little-endian, 64-bit).
 *
 * <p>LMDB itself trusts its file: one that was cut off in a download ends the process with a bus
 * error. Here every page is checked as it is read, and whatever is wrong becomes a message. Only
 * what a reader needs is here: the two meta pages, of which the newer holds, and the tree of branch
 * and leaf pages below it; large values lie on overflow pages of their own.
 */
public final class Lmdb implements Closeable {

  private static final int MAGIC = 0xBEEFC0DE;
  private static final int FORMAT = 1;
  private static final int META_BYTES = 16 + 136; // page header and meta data
  private static final int LARGEST_PAGE = 1 << 16;
  private static final long NO_PAGE = -1;

  private final Path file;
  private final FileChannel channel;
  private final Meta meta;

  /** What a meta page says of the main database. */
  private record Meta(int pageSize, long entries, long root, long transaction) {}

  private Lmdb(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.meta = newestMeta();
  }

  /**
   * Opens a database.
   *
   * @param path the folder, or the file in it ({@code data.mdb})
   * @throws BadInputException if there is none, or it is of another format
   */
  public static Lmdb open(Path path) throws IOException {
    Path file = Files.isDirectory(path) ? path.resolve("data.mdb") : path;
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw BadInputException.at(file.toString())
          .found("no such file")
          .expected("an LMDB database")
          .remedy("Check the path.", e);
    }
    try {
      return new Lmdb(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Number of entries of the main database. */
  public long entries() {
    return meta.entries;
  }

  /** The data file. */
  public Path file() {
    return file;
  }

  /** The entries from the smallest key on. For one thread; close the database, not this. */
  public LmdbEntries read() throws IOException {
    return new LmdbEntries(this, meta.root == NO_PAGE ? 0 : meta.root, meta.root == NO_PAGE);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Pages in the file, those cut off not counted. */
  long pages() throws IOException {
    return channel.size() / meta.pageSize;
  }

  int pageSize() {
    return meta.pageSize;
  }

  /** The page of that number, which it must bear. */
  ByteBuffer page(long number) throws IOException {
    if (number < 2 || number >= pages()) {
      throw damaged("page %d of %d".formatted(number, pages()));
    }
    ByteBuffer page = bytes(number * meta.pageSize, meta.pageSize);
    if (page.getLong(0) != number) {
      throw damaged("page %d where page %d should be".formatted(page.getLong(0), number));
    }
    return page;
  }

  /** Bytes anywhere in the file. */
  ByteBuffer bytes(long position, int length) throws IOException {
    if (position < 0 || position > channel.size() - length) {
      throw damaged("%d bytes at %d of %d".formatted(length, position, channel.size()));
    }
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (out.hasRemaining()) {
      if (channel.read(out, position + out.position()) < 0) {
        throw damaged("an end while it was read");
      }
    }
    return out.flip();
  }

  BadInputException damaged(String found) {
    return BadInputException.at(file.toString())
        .found(found)
        .expected("a complete LMDB database")
        .remedy("The file is cut off or damaged; copy or download it again.");
  }

  private Meta newestMeta() throws IOException {
    Meta first = meta(0);
    Meta second = first == null ? null : meta(first.pageSize);
    if (first == null) {
      throw BadInputException.at(file.toString())
          .found("no header of LMDB's data format " + FORMAT)
          .expected("an LMDB database of a 64-bit little-endian machine")
          .remedy("Check that this is the right file.");
    }
    return second != null && second.transaction > first.transaction ? second : first;
  }

  /** The meta page at that position; null if there is none. */
  private Meta meta(long position) throws IOException {
    if (channel.size() < position + META_BYTES) {
      return null;
    }
    ByteBuffer page = bytes(position, META_BYTES);
    int pageSize = page.getInt(40);
    boolean known = page.getInt(16) == MAGIC && page.getInt(20) == FORMAT;
    if (!known || Integer.bitCount(pageSize) != 1 || pageSize < 256 || pageSize > LARGEST_PAGE) {
      return null;
    }
    int main = 40 + 48; // behind the list of free pages, which is a database of its own
    return new Meta(
        pageSize, page.getLong(main + 32), page.getLong(main + 40), page.getLong(main + 56));
  }
}
