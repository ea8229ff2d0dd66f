package io.murel.io;

import io.murel.BadInputException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads a .tar.gz of unknown origin. Names that could leave a folder, links and devices are
 * refused, sizes are bounded before anything is read, and the checksum at the end is checked.
 *
 * @param maxEntryBytes a file in the archive may not be larger
 * @param maxTotalBytes the archive may not unpack to more
 * @param maxEntries the archive may not hold more files and folders
 */
public record TarGz(int maxEntryBytes, long maxTotalBytes, int maxEntries) {

  /** Sees the files of an archive, in its order. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param name relative, without {@code ..}
     * @param read bytes of the archive used so far, for progress
     */
    void file(String name, byte[] content, long read) throws IOException;
  }

  /**
   * Visits all files.
   *
   * @throws BadInputException if the archive is absent, truncated, damaged, hostile or none at all
   */
  public void read(Path archive, Visitor visitor) throws IOException {
    try (Counted file = new Counted(open(archive), Long.MAX_VALUE);
        Counted unpacked = new Counted(gunzip(archive, file), maxTotalBytes);
        TarArchiveInputStream tar = new TarArchiveInputStream(unpacked)) {
      int entries = 0;
      for (TarArchiveEntry entry = next(archive, tar); entry != null; entry = next(archive, tar)) {
        if (++entries > maxEntries) {
          throw refused(archive, "more than " + maxEntries + " files");
        }
        if (!entry.isDirectory()) {
          check(archive, entry);
          visitor.file(entry.getName(), content(archive, tar, entry), file.count());
        }
      }
      if (entries == 0) {
        throw damaged(archive, "nothing in it", null);
      }
      finish(archive, unpacked);
    }
  }

  private static InputStream open(Path archive) throws IOException {
    try {
      return Files.newInputStream(archive);
    } catch (NoSuchFileException e) {
      throw BadInputException.at(archive.toString())
          .found("no such file")
          .expected("a .tar.gz archive")
          .remedy("Check the path.", e);
    }
  }

  private static InputStream gunzip(Path archive, InputStream file) throws IOException {
    try {
      return new GZIPInputStream(file, 1 << 16);
    } catch (IOException e) { // among others: it is a folder
      throw damaged(
          archive, "no gzip data" + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")"), e);
    }
  }

  private TarArchiveEntry next(Path archive, TarArchiveInputStream tar) {
    try {
      return tar.getNextEntry();
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(archive, e);
    }
  }

  private byte[] content(Path archive, TarArchiveInputStream tar, TarArchiveEntry entry) {
    try {
      byte[] content = tar.readNBytes((int) entry.getSize());
      if (content.length < entry.getSize()) {
        throw new EOFException("the end within " + entry.getName());
      }
      return content;
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(archive, e);
    }
  }

  /** Reads on to the checksum behind the last file. */
  private void finish(Path archive, InputStream unpacked) {
    try {
      unpacked.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw unreadable(archive, e);
    }
  }

  private void check(Path archive, TarArchiveEntry entry) {
    String name = entry.getName();
    boolean absolute = name.startsWith("/") || name.startsWith("\\") || name.matches("[A-Za-z]:.*");
    if (absolute || Arrays.asList(name.split("[/\\\\]")).contains("..")) {
      throw refused(archive, "a file named '" + name + "'");
    }
    if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink() || entry.isSparse()) {
      throw refused(archive, "'" + name + "', a link or a device");
    }
    if (entry.getSize() > maxEntryBytes) {
      throw refused(archive, "'%s' of %d bytes".formatted(name, entry.getSize()));
    }
  }

  private BadInputException unreadable(Path archive, Exception e) {
    if (e instanceof TooLarge) {
      return refused(archive, "more than " + maxTotalBytes + " bytes of content");
    }
    return damaged(archive, "a truncated or damaged archive (" + e.getMessage() + ")", e);
  }

  private static BadInputException refused(Path archive, String found) {
    return BadInputException.at(archive.toString())
        .found(found)
        .expected("plain files of reasonable size under relative names")
        .remedy("Do not trust this archive; download it again from its publisher.");
  }

  private static BadInputException damaged(Path archive, String found, Exception cause) {
    return BadInputException.at(archive.toString())
        .found(found)
        .expected("a complete .tar.gz archive")
        .remedy("Download it again.", cause);
  }

  /** Content beyond the bound. */
  private static final class TooLarge extends IOException {}

  /** Counts the bytes read and stops at a bound. */
  private static final class Counted extends FilterInputStream {
    private final long bound;
    private long count;

    Counted(InputStream in, long bound) {
      super(in);
      this.bound = bound;
    }

    long count() {
      return count;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      add(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int n = super.read(into, from, length);
      add(Math.max(0, n));
      return n;
    }

    @Override
    public long skip(long n) throws IOException {
      long skipped = super.skip(n);
      add(skipped);
      return skipped;
    }

    private void add(long n) throws IOException {
      count += n;
      if (count > bound) {
        throw new TooLarge();
      }
    }
  }
}
