package io.murel.app.tensorboard;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Records as TensorFlow keeps them (TFRecord): length in eight bytes, its checksum in four, the
 * data, its checksum in four, all little-endian. A checksum is a masked CRC-32C.
 */
final class EventRecords {
  private EventRecords() {}

  private static final int TAIL = Integer.BYTES;
  private static final int HEAD = Long.BYTES + TAIL;

  /** No event comes near; images and graphs of other programs may. */
  private static final int MOST = 1 << 30;

  /** Appends one record. */
  static void write(OutputStream out, byte[] data) throws IOException {
    ByteBuffer record =
        ByteBuffer.allocate(HEAD + data.length + TAIL).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(maskedCrc(record.array(), Long.BYTES));
    record.put(data);
    record.putInt(maskedCrc(data, data.length));
    out.write(record.array());
  }

  /**
   * Hands over the records of a file up to the first that is torn (its writer was killed) or
   * damaged.
   */
  static void read(Path file, Consumer<byte[]> records) throws IOException {
    long left = Files.size(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      while (left >= HEAD + TAIL) {
        byte[] head = in.readNBytes(HEAD);
        if (!isIntact(head, Long.BYTES)) {
          return;
        }
        left -= HEAD + TAIL;
        long length = littleEndian(head).getLong(0);
        if (length < 0 || length > left || length > MOST) {
          return;
        }
        left -= length;
        byte[] data = in.readNBytes((int) length + TAIL);
        if (!isIntact(data, (int) length)) {
          return;
        }
        records.accept(Arrays.copyOf(data, (int) length));
      }
    }
  }

  /** Whether a checksum follows the first bytes, and is theirs. */
  private static boolean isIntact(byte[] bytes, int length) {
    return bytes.length == length + TAIL
        && littleEndian(bytes).getInt(length) == maskedCrc(bytes, length);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** CRC-32C, rotated and shifted so that checksums of data with checksums stay useful. */
  static int maskedCrc(byte[] data, int length) {
    CRC32C crc = new CRC32C();
    crc.update(data, 0, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
  }
}
