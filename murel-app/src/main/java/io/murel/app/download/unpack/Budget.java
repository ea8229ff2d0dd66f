package io.murel.app.download.unpack;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Bounds what an archive may unpack to, over all its files. */
final class Budget {

  private final long mostBytes;
  private final int mostEntries;
  private long bytes;
  private int entries;

  Budget(long mostBytes, int mostEntries) {
    this.mostBytes = mostBytes;
    this.mostEntries = mostEntries;
  }

  /** One more file, folder or whatever it is. */
  void entry() {
    if (++entries > mostEntries) {
      throw new Refused(String.format(Locale.ROOT, "more than %,d files", mostEntries));
    }
  }

  /** So much more content. */
  void take(long more) {
    bytes += more;
    requireRoom(0);
  }

  /** Whether so much more would fit. */
  void requireRoom(long more) {
    if (more > mostBytes - bytes) {
      throw new Refused(String.format(Locale.ROOT, "content of more than %,d bytes", mostBytes));
    }
  }

  long bytes() {
    return bytes;
  }

  /** A stream that uses up this budget. */
  InputStream taking(InputStream in) {
    return counted(in, this::take);
  }

  /** A stream that tells how many bytes were read each time. */
  static InputStream counted(InputStream in, LongConsumer read) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
          read.accept(1);
        }
        return value;
      }

      @Override
      public int read(byte[] into, int at, int length) throws IOException {
        int n = super.read(into, at, length);
        if (n > 0) {
          read.accept(n);
        }
        return n;
      }

      @Override
      public long skip(long n) throws IOException {
        long skipped = super.skip(n);
        read.accept(skipped);
        return skipped;
      }

      @Override
      public boolean markSupported() {
        return false; // going back would count twice
      }
    };
  }
}
