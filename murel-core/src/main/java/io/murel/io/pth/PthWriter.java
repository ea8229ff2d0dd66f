package io.murel.io.pth;

import io.murel.io.AtomicFile;
import io.murel.io.NdArray;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes what Python's {@code torch.load} reads, with {@code weights_only=True} too: maps, {@link
 * OrderedDict}, lists, {@link Tuple}, numbers, truth values, texts, null, and {@link NdArray} as
 * tensors. The format is PyTorch's zip: uncompressed entries, storages aligned to 64 bytes so that
 * they can be mapped.
 */
public final class PthWriter {
  private PthWriter() {}

  private static final String FOLDER = "archive/";
  private static final int ALIGNMENT = 64;
  private static final int HEADER = 30; // of a zip entry, before its name
  private static final int EXTRA_HEADER = 4; // id and length of an extra field
  private static final int PADDING_ID = 0x4246; // "FB", as PyTorch marks its padding

  /**
   * The same content gives the same bytes, so entries carry a fixed date; for zip's first month
   * Java would add a field of its own and spoil the alignment.
   */
  private static final LocalDateTime DATE = LocalDateTime.of(1980, 2, 1, 0, 0);

  /** Writes a file, atomically. */
  public static void write(Path file, Object content) throws IOException {
    AtomicFile.write(file, out -> write(out, content));
  }

  /**
   * Writes the bytes of such a file.
   *
   * @throws IllegalArgumentException for content of other types
   */
  public static void write(OutputStream out, Object content) throws IOException {
    List<NdArray> storages = new ArrayList<>();
    byte[] pickle = new PickleWriter(storages).pickle(content);
    CountingOutputStream counted = new CountingOutputStream(out);
    try (ZipOutputStream zip = new ZipOutputStream(counted)) {
      entry(zip, counted, "data.pkl", ByteBuffer.wrap(pickle));
      entry(zip, counted, "byteorder", ascii("little"));
      for (int key = 0; key < storages.size(); key++) {
        entry(zip, counted, "data/" + key, storages.get(key).bytes());
      }
      entry(zip, counted, "version", ascii("3\n"));
    }
  }

  private static void entry(
      ZipOutputStream zip, CountingOutputStream counted, String name, ByteBuffer data)
      throws IOException {
    ZipEntry entry = new ZipEntry(FOLDER + name);
    CRC32 crc = new CRC32();
    crc.update(data.duplicate());
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(data.remaining());
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(DATE);
    entry.setExtra(padding(counted.count() + HEADER + FOLDER.length() + name.length()));
    zip.putNextEntry(entry);
    byte[] chunk = new byte[Math.min(1 << 16, data.remaining())];
    while (data.hasRemaining()) {
      int n = Math.min(chunk.length, data.remaining());
      data.get(chunk, 0, n);
      zip.write(chunk, 0, n);
    }
    zip.closeEntry();
  }

  /** An extra field that makes the data behind a header of that end start at a multiple of 64. */
  private static byte[] padding(long headerEnd) {
    int fill = (int) (-(headerEnd + EXTRA_HEADER) & (ALIGNMENT - 1));
    byte[] out = new byte[EXTRA_HEADER + fill];
    ByteBuffer.wrap(out)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) PADDING_ID)
        .putShort((short) fill);
    return out;
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
