package io.murel.io;

import io.murel.BadInputException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Reads NumPy's npy files. Sizes the header declares are checked against the file before anything
 * is allocated.
 */
public final class Npy {
  private Npy() {}

  private static final int COPY_BYTES = 1 << 16;

  /**
   * Reads a whole array (up to 2 GB).
   *
   * @throws BadInputException if the file is missing, truncated, or holds something else
   */
  public static NdArray read(Path file) throws IOException {
    try (FileChannel channel = open(file)) {
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel), COPY_BYTES);
      return read(in, channel.size(), file.toString());
    }
  }

  /**
   * Reads some rows of a matrix without reading the others: word tables of millions of rows.
   *
   * @param rows row numbers, in any order, repeated or not
   * @return {@code [rows.length, columns]} F32
   * @throws BadInputException if the file is missing, truncated, not a matrix, or has too few rows
   */
  public static NdArray readRows(Path file, int[] rows) throws IOException {
    String where = file.toString();
    try (FileChannel channel = open(file)) {
      NpyHeader header =
          NpyHeader.read(new BufferedInputStream(Channels.newInputStream(channel)), where);
      checkSize(header, channel.size(), where);
      if (header.shape().length != 2) {
        throw BadInputException.at(where)
            .found("an array of shape " + Arrays.toString(header.shape()))
            .expected("a matrix with one row a word")
            .remedy("Use the file that belongs here.");
      }
      for (int row : rows) {
        if (row >= header.shape()[0]) {
          throw BadInputException.at(where)
              .found(header.shape()[0] + " rows")
              .expected("at least " + (row + 1))
              .remedy("Use the file that belongs to the dictionary beside it.");
        }
      }
      return header.fortranOrder()
          ? gatherByColumn(channel, header, rows, where)
          : gatherByRow(channel, header, rows, where);
    }
  }

  /** The extents of an array, from its header alone. */
  public static long[] shape(Path file) throws IOException {
    try (FileChannel channel = open(file)) {
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
      return NpyHeader.read(in, file.toString()).shape();
    }
  }

  /** Reads one array from a stream that holds {@code available} bytes, header included. */
  static NdArray read(InputStream in, long available, String where) throws IOException {
    NpyHeader header = NpyHeader.read(in, where);
    checkSize(header, available, where);
    if (header.numel() * header.dtype().bytes() > Integer.MAX_VALUE - 8) {
      throw BadInputException.at(where)
          .found(header.dataBytes() + " bytes in one array")
          .expected("at most 2 GB")
          .remedy("Split the array into several.");
    }
    byte[] stored = new byte[(int) header.dataBytes()];
    if (in.readNBytes(stored, 0, stored.length) < stored.length) {
      throw NpyHeader.broken(where, "fewer bytes than it declares", null);
    }
    ByteBuffer data = NpyElements.littleEndian(header, stored, where);
    if (header.fortranOrder()) {
      data = NpyElements.rowMajor(header, data);
    }
    return new NdArray(header.dtype(), header.shape(), data);
  }

  private static void checkSize(NpyHeader header, long available, String where) {
    if (header.dataBytes() > available - header.headerBytes()) {
      throw NpyHeader.broken(
          where,
          "%d bytes of data for an array of shape %s (%d bytes)"
              .formatted(
                  Math.max(0, available - header.headerBytes()),
                  Arrays.toString(header.shape()),
                  header.dataBytes()),
          null);
    }
  }

  private static NdArray gatherByRow(
      FileChannel channel, NpyHeader header, int[] rows, String where) throws IOException {
    int columns = Math.toIntExact(header.shape()[1]);
    float[] out = new float[Math.multiplyExact(rows.length, columns)];
    for (int i = 0; i < rows.length; i++) {
      float[] row = run(channel, header, (long) rows[i] * columns, columns, where);
      System.arraycopy(row, 0, out, i * columns, columns);
    }
    return NdArray.of(out, rows.length, columns);
  }

  /** In Fortran order a column lies together: one pass over the file, a column at a time. */
  private static NdArray gatherByColumn(
      FileChannel channel, NpyHeader header, int[] rows, String where) throws IOException {
    int height = Math.toIntExact(header.shape()[0]);
    int columns = Math.toIntExact(header.shape()[1]);
    float[] out = new float[Math.multiplyExact(rows.length, columns)];
    for (int c = 0; c < columns; c++) {
      float[] column = run(channel, header, (long) c * height, height, where);
      for (int i = 0; i < rows.length; i++) {
        out[i * columns + c] = column[rows[i]];
      }
    }
    return NdArray.of(out, rows.length, columns);
  }

  /** Elements that lie together in the file, as floats. */
  private static float[] run(
      FileChannel channel, NpyHeader header, long firstElement, int count, String where)
      throws IOException {
    byte[] stored = new byte[Math.multiplyExact(count, header.itemSize())];
    ByteBuffer target = ByteBuffer.wrap(stored);
    long position = header.headerBytes() + firstElement * header.itemSize();
    while (target.hasRemaining()) {
      int read = channel.read(target, position + target.position());
      if (read < 0) {
        throw new EOFException(where + " became shorter while it was read");
      }
    }
    return new NdArray(
            header.dtype(),
            new long[] {count},
            NpyElements.littleEndian(header, stored, where).order(ByteOrder.LITTLE_ENDIAN))
        .floats();
  }

  private static FileChannel open(Path file) throws IOException {
    try {
      return FileChannel.open(file, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw BadInputException.at(file.toString())
          .found("no such file")
          .expected("an npy file")
          .remedy("Check the path.", e);
    }
  }
}
