package io.murel.io.pth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The directory of a zip file: its entries, and where their data lie. {@code java.util.zip} does
 * not tell the places, and only these show entries that lie across each other or two of one name,
 * with which a file can be another one for each program that reads it.
 *
 * @param entries by name, in the order of the directory
 */
record ZipDirectory(Map<String, Entry> entries) {

  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final int LOCATOR64 = 0x07064b50;
  private static final int LOCATOR64_BYTES = 20;
  private static final int END64 = 0x06064b50;
  private static final int END64_BYTES = 56;
  private static final int CENTRAL = 0x02014b50;
  private static final int CENTRAL_BYTES = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final int EXTRA64 = 1;
  private static final long NOT_HERE = 0xFFFFFFFFL; // the value is in the zip64 field

  /** Parts of a file, wherever it lies. */
  interface Source {
    long size();

    /**
     * @throws MalformedException if the file has no such bytes
     */
    ByteBuffer bytes(long position, long length);
  }

  /**
   * One entry.
   *
   * @param stored whether its data are neither compressed nor encrypted
   * @param size of the data as they lie in the file
   * @param crc their checksum
   * @param header where its own header begins
   * @param data where the data begin
   */
  record Entry(String name, boolean stored, long size, int crc, long header, long data) {
    long end() {
      return data + size;
    }
  }

  /**
   * Reads and checks the directory.
   *
   * @throws MalformedException if it is damaged, or entries overlap or have the same name
   */
  static ZipDirectory read(Source file) {
    Place directory = directory(file);
    ByteBuffer in = littleEndian(file.bytes(directory.position(), directory.size()));
    Map<String, Entry> entries = new LinkedHashMap<>();
    while (in.hasRemaining()) {
      Entry entry = entry(file, in);
      if (entries.put(entry.name(), entry) != null) {
        throw new MalformedException("two entries of the name " + entry.name());
      }
    }
    if (entries.size() != directory.entries()) {
      throw damaged(entries.size() + " entries instead of " + directory.entries());
    }
    requireApart(entries, directory.position());
    return new ZipDirectory(entries);
  }

  /** Where the directory lies. */
  private record Place(long position, long size, long entries) {}

  private static Place directory(Source file) {
    long position = end(file);
    ByteBuffer end = littleEndian(file.bytes(position, END_BYTES));
    Place place =
        new Place(unsigned(end.getInt(16)), unsigned(end.getInt(12)), end.getShort(10) & 0xFFFF);
    if (place.position() == NOT_HERE || place.size() == NOT_HERE || place.entries() == 0xFFFF) {
      place = directory64(file, position);
    }
    if (place.position() < 0
        || place.size() < 0
        || place.size() > position
        || place.position() > position - place.size()) {
      throw damaged("a directory that is not in the file");
    }
    return place;
  }

  /** Where the end of the directory begins: only a comment comes after it. */
  private static long end(Source file) {
    long size = file.size();
    int tail = (int) Math.min(size, END_BYTES + LONGEST_COMMENT);
    ByteBuffer last = littleEndian(file.bytes(size - tail, tail));
    for (int at = tail - END_BYTES; at >= 0; at--) {
      if (last.getInt(at) == END && (last.getShort(at + 20) & 0xFFFF) == tail - END_BYTES - at) {
        return size - tail + at;
      }
    }
    throw damaged("no directory at its end");
  }

  private static Place directory64(Source file, long end) {
    ByteBuffer locator = littleEndian(file.bytes(end - LOCATOR64_BYTES, LOCATOR64_BYTES));
    if (locator.getInt(0) != LOCATOR64) {
      throw damaged("no directory for so many bytes");
    }
    ByteBuffer end64 = littleEndian(file.bytes(locator.getLong(8), END64_BYTES));
    if (end64.getInt(0) != END64) {
      throw damaged("no directory for so many bytes");
    }
    return new Place(end64.getLong(48), end64.getLong(40), end64.getLong(32));
  }

  private static Entry entry(Source file, ByteBuffer in) {
    int at = in.position();
    if (in.remaining() < CENTRAL_BYTES || in.getInt(at) != CENTRAL) {
      throw damaged("a directory that is cut off");
    }
    int flags = in.getShort(at + 8);
    int method = in.getShort(at + 10);
    int crc = in.getInt(at + 16);
    int nameBytes = in.getShort(at + 28) & 0xFFFF;
    int extraBytes = in.getShort(at + 30) & 0xFFFF;
    int commentBytes = in.getShort(at + 32) & 0xFFFF;
    if (in.remaining() < CENTRAL_BYTES + nameBytes + extraBytes + commentBytes) {
      throw damaged("a directory that is cut off");
    }
    String name = text(in, at + CENTRAL_BYTES, nameBytes);
    ByteBuffer extra = in.slice(at + CENTRAL_BYTES + nameBytes, extraBytes);
    long[] values = {
      unsigned(in.getInt(at + 24)), unsigned(in.getInt(at + 20)), unsigned(in.getInt(at + 42))
    };
    fillFrom64(values, littleEndian(extra));
    in.position(at + CENTRAL_BYTES + nameBytes + extraBytes + commentBytes);
    boolean stored = method == 0 && (flags & 1) == 0 && values[0] == values[1];
    long data = dataStart(file, values[2], name, nameBytes);
    if (values[1] < 0 || values[1] > file.size() - data) {
      throw damaged(name + " of " + values[1] + " bytes");
    }
    return new Entry(name, stored, values[1], crc, values[2], data);
  }

  /** The zip64 field holds, in their order, those values that did not fit into 32 bits. */
  private static void fillFrom64(long[] values, ByteBuffer extra) {
    while (extra.remaining() >= 4) {
      int id = extra.getShort() & 0xFFFF;
      int length = extra.getShort() & 0xFFFF;
      if (length > extra.remaining()) {
        return; // padding that is no field
      }
      int end = extra.position() + length;
      for (int i = 0; id == EXTRA64 && i < values.length; i++) {
        if (values[i] == NOT_HERE && end - extra.position() >= 8) {
          values[i] = extra.getLong();
        }
      }
      extra.position(end);
    }
  }

  private static long dataStart(Source file, long header, String name, int nameBytes) {
    ByteBuffer local = littleEndian(file.bytes(header, LOCAL_BYTES));
    int extraBytes = local.getShort(28) & 0xFFFF;
    if (local.getInt(0) != LOCAL
        || (local.getShort(26) & 0xFFFF) != nameBytes
        || !text(file.bytes(header + LOCAL_BYTES, nameBytes), 0, nameBytes).equals(name)) {
      throw damaged("an entry " + name + " that is not where the directory says");
    }
    return header + LOCAL_BYTES + nameBytes + extraBytes;
  }

  private static void requireApart(Map<String, Entry> entries, long directory) {
    List<Entry> inOrder =
        entries.values().stream().sorted(Comparator.comparingLong(Entry::header)).toList();
    for (int i = 0; i < inOrder.size(); i++) {
      long next = i + 1 < inOrder.size() ? inOrder.get(i + 1).header() : directory;
      if (inOrder.get(i).end() > next) {
        throw new MalformedException(
            "an entry " + inOrder.get(i).name() + " that lies across what follows it");
      }
    }
  }

  private static String text(ByteBuffer bytes, int at, int length) {
    byte[] out = new byte[length];
    bytes.get(at, out);
    return new String(out, StandardCharsets.UTF_8);
  }

  private static long unsigned(int value) {
    return Integer.toUnsignedLong(value);
  }

  private static ByteBuffer littleEndian(ByteBuffer bytes) {
    return bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  private static MalformedException damaged(String how) {
    return new MalformedException("a damaged zip file (" + how + ")");
  }
}
