package io.murel.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes npy and npz files as NumPy does, for tests. */
public final class NpyFiles {
  private NpyFiles() {}

  /** A whole npy file of version 1 with the given Python header fields. */
  public static byte[] npy(String descr, boolean fortran, String shape, byte[] data) {
    return npy(
        1,
        "{'descr': %s, 'fortran_order': %s, 'shape': %s, }"
            .formatted(descr, fortran ? "True" : "False", shape),
        data);
  }

  /** A whole npy file with the given header text. */
  public static byte[] npy(int version, String header, byte[] data) {
    byte[] text = (header + "\n").getBytes(StandardCharsets.UTF_8);
    int lengthBytes = version == 1 ? 2 : 4;
    ByteBuffer out =
        ByteBuffer.allocate(8 + lengthBytes + text.length + data.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    out.put((byte) version).put((byte) 0);
    if (version == 1) {
      out.putShort((short) text.length);
    } else {
      out.putInt(text.length);
    }
    return out.put(text).put(data).array();
  }

  /** A F32 array, row-major. */
  public static byte[] npy(float[] values, long... shape) {
    return npy("'<f4'", false, tuple(shape), floats(ByteOrder.LITTLE_ENDIAN, values));
  }

  public static byte[] floats(ByteOrder order, float... values) {
    ByteBuffer out = ByteBuffer.allocate(4 * values.length).order(order);
    out.asFloatBuffer().put(values);
    return out.array();
  }

  private static String tuple(long... shape) {
    StringBuilder text = new StringBuilder("(");
    for (long extent : shape) {
      text.append(extent).append(", ");
    }
    return text.append(")").toString();
  }

  /** An npz file of the given members (names without .npy). */
  public static void npz(Path file, boolean deflated, Map<String, byte[]> members)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        ZipEntry entry = new ZipEntry(member.getKey() + ".npy");
        if (!deflated) {
          CRC32 crc = new CRC32();
          crc.update(member.getValue());
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(member.getValue().length);
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(member.getValue());
      }
    }
    Files.write(file, bytes.toByteArray());
  }
}
