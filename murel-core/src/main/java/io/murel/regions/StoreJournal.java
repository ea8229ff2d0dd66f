package io.murel.regions;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/**
 * What an unfinished store holds so far, as a file that only grows. Each entry carries its length
 * and a checksum: whatever a killed process left behind, the entries before it count.
 */
final class StoreJournal implements Closeable {

  private static final int LONGEST = 1 << 28;

  private final FileChannel channel;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  /** What became of an image of the input. */
  enum Kind {
    STORED,
    BAD,
    DUPLICATE,
    LEFT_OUT
  }

  /**
   * One entry.
   *
   * @param after where the next image begins
   * @param reason why it is bad; otherwise empty
   * @param dim features per region; of stored images only, 0 elsewhere
   * @param boxes {@code [regions, 4]} of stored images; empty elsewhere
   */
  record Entry(Kind kind, String name, Mark after, String reason, int dim, float[] boxes) {
    int regions() {
      return boxes.length / 4;
    }
  }

  /** Sees the entries in their order. */
  @FunctionalInterface
  interface Visitor {
    /** Returns whether the entry still counts; if not, it and all behind it are forgotten. */
    boolean entry(Entry entry) throws IOException;
  }

  private StoreJournal(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens the file, or makes it.
   *
   * @return null if another process has it
   */
  static StoreJournal open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (taken(channel)) {
      channel.close();
      return null;
    }
    return new StoreJournal(channel);
  }

  /** Tries to lock the file until it is closed; file systems without locks are trusted. */
  private static boolean taken(FileChannel channel) {
    try {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException e) { // by another conversion in this process
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The text the journal was begun with; null if it is new. */
  String plan() throws IOException {
    byte[] first = record(0);
    return first == null ? null : new String(first, StandardCharsets.UTF_8);
  }

  /** Begins anew. */
  void begin(String plan) throws IOException {
    channel.truncate(0);
    channel.position(0);
    append(plan.getBytes(StandardCharsets.UTF_8));
    save();
  }

  /** Visits the entries that are whole, and forgets what is behind them. */
  void read(Visitor visitor) throws IOException {
    long position = next(0, record(0));
    for (byte[] record = record(position); record != null; record = record(position)) {
      if (!visitor.entry(decode(record))) {
        break;
      }
      position = next(position, record);
    }
    channel.truncate(position);
    channel.position(position);
  }

  /** Adds an entry; it is on the disk after {@link #save}. */
  void add(Entry entry) throws IOException {
    append(encode(entry));
  }

  /** Forces all entries to the disk. */
  void save() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(pending.toByteArray());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    pending.reset();
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void append(byte[] record) throws IOException {
    DataOutputStream out = new DataOutputStream(pending);
    out.writeInt(record.length);
    out.write(record);
    out.writeInt(checksum(record));
  }

  private static long next(long position, byte[] record) {
    return position + Integer.BYTES + record.length + Integer.BYTES;
  }

  /** The record that begins there; null if there is none that is whole. */
  private byte[] record(long position) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
    long size = channel.size();
    if (!readFully(length, position)
        || length.getInt(0) < 0
        || length.getInt(0) > Math.min(LONGEST, size - position - 2 * Integer.BYTES)) {
      return null;
    }
    ByteBuffer record = ByteBuffer.allocate(length.getInt(0) + Integer.BYTES);
    if (!readFully(record, position + Integer.BYTES)) {
      return null;
    }
    byte[] content = new byte[length.getInt(0)];
    record.flip().get(content);
    return record.getInt() == checksum(content) ? content : null;
  }

  private boolean readFully(ByteBuffer into, long position) throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, position + into.position()) < 0) {
        return false;
      }
    }
    return true;
  }

  private static int checksum(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return (int) crc.getValue();
  }

  private static byte[] encode(Entry entry) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(entry.kind.ordinal());
    out.writeInt(entry.after.input());
    out.writeLong(entry.after.offset());
    text(out, entry.name);
    text(out, entry.reason);
    out.writeInt(entry.dim);
    out.writeInt(entry.boxes.length);
    for (float number : entry.boxes) {
      out.writeFloat(number);
    }
    return bytes.toByteArray();
  }

  private static Entry decode(byte[] record) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(record))) {
      Kind kind = Kind.values()[in.readByte()];
      Mark after = new Mark(in.readInt(), in.readLong());
      String name = text(in);
      String reason = text(in);
      int dim = in.readInt();
      float[] boxes = new float[Math.min(in.readInt(), record.length)];
      for (int i = 0; i < boxes.length; i++) {
        boxes[i] = in.readFloat();
      }
      return new Entry(kind, name, after, reason, dim, boxes);
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static String text(DataInputStream in) throws IOException {
    byte[] utf8 = in.readNBytes(in.readInt());
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
