package io.murel.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Walks through the entries of an {@link Lmdb} database, leaf by leaf. */
public final class LmdbEntries {

  private static final int HEADER = 16; // of a page
  private static final int NODE_HEADER = 8;

  private static final int BRANCH = 0x01; // kinds of pages
  private static final int LEAF = 0x02;
  private static final int OVERFLOW = 0x04;

  private static final int BIG_DATA = 0x01; // kinds of nodes
  private static final int SUB_DATABASE = 0x02;
  private static final int DUPLICATES = 0x04;

  private static final int DEEPEST = 32;

  private final Lmdb lmdb;
  private final Deque<Place> path = new ArrayDeque<>();
  private final long pages;
  private long visited;
  private long passed;

  /** A page on the way down, and which of its nodes comes next. */
  private static final class Place {
    final ByteBuffer page;
    int node;

    Place(ByteBuffer page) {
      this.page = page;
    }
  }

  /**
   * One entry. Its value is read when asked for.
   *
   * @param key the bytes of the key
   */
  public record Entry(byte[] key, Value value) {}

  /** Reads the bytes of a value. */
  @FunctionalInterface
  public interface Value {
    byte[] read() throws IOException;
  }

  LmdbEntries(Lmdb lmdb, long root, boolean empty) throws IOException {
    this.lmdb = lmdb;
    this.pages = lmdb.pages();
    if (!empty) {
      enter(root);
    }
  }

  /**
   * The next entry; null at the end. Named databases inside this one are left out.
   *
   * @throws io.murel.BadInputException if the file is damaged here
   */
  public Entry next() throws IOException {
    while (!path.isEmpty()) {
      Place place = path.peek();
      if (place.node == nodes(place.page)) {
        path.pop();
        continue;
      }
      int at = node(place.page, place.node++);
      if ((flags(place.page) & BRANCH) != 0) {
        enter(child(place.page, at));
      } else {
        passed++;
        if ((place.page.getShort(at + 4) & SUB_DATABASE) == 0) {
          return entry(place.page, at);
        }
      }
    }
    if (passed != lmdb.entries()) {
      throw lmdb.damaged("%d of %d entries".formatted(passed, lmdb.entries()));
    }
    return null;
  }

  private void enter(long number) throws IOException {
    if (++visited > pages || path.size() == DEEPEST) {
      throw lmdb.damaged("pages that lead to each other");
    }
    ByteBuffer page = lmdb.page(number);
    int kind = flags(page) & (BRANCH | LEAF | OVERFLOW);
    int lower = Short.toUnsignedInt(page.getShort(12));
    if ((kind != BRANCH && kind != LEAF) || lower < HEADER || lower > lmdb.pageSize()) {
      throw lmdb.damaged("page %d of kind %#x".formatted(number, flags(page)));
    }
    path.push(new Place(page));
  }

  private static int flags(ByteBuffer page) {
    return page.getShort(10);
  }

  private static int nodes(ByteBuffer page) {
    return (Short.toUnsignedInt(page.getShort(12)) - HEADER) / 2;
  }

  /** Where a node begins. */
  private int node(ByteBuffer page, int index) {
    int at = Short.toUnsignedInt(page.getShort(HEADER + 2 * index));
    if (at < HEADER || at > lmdb.pageSize() - NODE_HEADER) {
      throw lmdb.damaged("an entry outside its page");
    }
    return at;
  }

  private static long child(ByteBuffer page, int at) {
    return Short.toUnsignedLong(page.getShort(at))
        | Short.toUnsignedLong(page.getShort(at + 2)) << 16
        | Short.toUnsignedLong(page.getShort(at + 4)) << 32;
  }

  private Entry entry(ByteBuffer page, int at) {
    long size = Integer.toUnsignedLong(page.getInt(at));
    int kind = page.getShort(at + 4);
    int keySize = Short.toUnsignedInt(page.getShort(at + 6));
    int valueAt = at + NODE_HEADER + keySize;
    boolean big = (kind & BIG_DATA) != 0;
    long inPage = big ? Long.BYTES : size;
    if ((kind & DUPLICATES) != 0 || inPage > page.limit() - valueAt) {
      throw lmdb.damaged("an entry that does not fit its page");
    }
    byte[] key = copy(page, at + NODE_HEADER, keySize);
    return new Entry(
        key,
        big ? () -> overflow(page.getLong(valueAt), size) : () -> copy(page, valueAt, (int) size));
  }

  private static byte[] copy(ByteBuffer page, int from, int length) {
    byte[] out = new byte[length];
    page.get(from, out);
    return out;
  }

  /** A value on pages of its own, of which the first has a header. */
  private byte[] overflow(long number, long size) throws IOException {
    ByteBuffer first = lmdb.page(number);
    long room = Integer.toUnsignedLong(first.getInt(12)) * lmdb.pageSize() - HEADER;
    if ((flags(first) & OVERFLOW) == 0 || size > room || size > Integer.MAX_VALUE - HEADER) {
      throw lmdb.damaged("a value of %d bytes on pages for %d".formatted(size, room));
    }
    return lmdb.bytes(number * lmdb.pageSize() + HEADER, (int) size).array();
  }
}
