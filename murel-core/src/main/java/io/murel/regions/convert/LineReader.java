package io.murel.regions.convert;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Reads lines of megabytes as bytes, and knows at which byte each begins. */
final class LineReader implements Closeable {

  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int filled;
  private long offset;

  /**
   * @param longest bytes a line may have
   */
  LineReader(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** A line did not end in time. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** The next line without its end; null at the end. */
  byte[] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 16);
    while (true) {
      if (at == filled && !fill()) {
        return line.size() == 0 ? null : line.toByteArray();
      }
      int end = at;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, at, end - at);
      offset += end - at;
      at = end;
      if (line.size() > longest) {
        throw new TooLongException();
      }
      if (at < filled) { // the line end
        at++;
        offset++;
        return line.toByteArray();
      }
    }
  }

  /** Bytes before the next line. */
  long offset() {
    return offset;
  }

  /** Goes forward to a byte. */
  void skipTo(long to) throws IOException {
    while (offset < to) {
      if (at < filled) {
        int step = (int) Math.min(filled - at, to - offset);
        at += step;
        offset += step;
        continue;
      }
      long skipped = in.skip(to - offset); // in a plain file: no reading
      offset += skipped;
      if (skipped == 0 && !fill()) {
        return;
      }
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = Math.max(0, in.read(buffer, 0, buffer.length));
    return filled > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
