package io.murel.app.download.unpack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** The same entries as zip, tar and tar.gz, honest and hostile ones. */
public final class Archives {

  /**
   * One entry.
   *
   * @param link where it points to, if it is a link; else null
   * @param type a type of tar; 0: file or folder by name
   */
  private record Entry(String name, byte[] content, String link, byte type) {}

  private final List<Entry> entries = new ArrayList<>();

  /** A file. */
  public Archives file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** A file. */
  public Archives file(String name, byte[] content) {
    entries.add(new Entry(name, content, null, (byte) 0));
    return this;
  }

  Archives folder(String name) {
    return file(name + "/", new byte[0]);
  }

  Archives link(String name, String to) {
    entries.add(new Entry(name, new byte[0], to, TarConstants.LF_SYMLINK));
    return this;
  }

  /** An entry of a type that only tar has. */
  Archives special(String name, byte type, String to) {
    entries.add(new Entry(name, new byte[0], to, type));
    return this;
  }

  /** As a zip file. */
  public byte[] zip() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
      for (Entry entry : entries) {
        ZipArchiveEntry header = new NamedAsGiven(entry.name(), mode(entry));
        byte[] content =
            entry.link() == null
                ? entry.content()
                : entry.link().getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(content);
        header.setSize(content.length);
        header.setCrc(crc.getValue());
        zip.putArchiveEntry(header);
        zip.write(content);
        zip.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static int mode(Entry entry) {
    if (entry.link() != null) {
      return 0120777;
    }
    return entry.name().endsWith("/") ? 0040755 : 0100644;
  }

  /** Commons Compress turns backslashes around where no mode says that Unix made the archive. */
  private static final class NamedAsGiven extends ZipArchiveEntry {
    NamedAsGiven(String name, int mode) {
      super("any");
      setUnixMode(mode);
      setName(name);
    }
  }

  byte[] tar() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Entry entry : entries) {
        byte type = entry.type();
        TarArchiveEntry header =
            type == 0
                ? new TarArchiveEntry(entry.name(), true)
                : new TarArchiveEntry(entry.name(), type, true);
        if (entry.link() != null) {
          header.setLinkName(entry.link());
        }
        header.setSize(entry.content().length);
        tar.putArchiveEntry(header);
        tar.write(entry.content());
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  byte[] tarGz() {
    return gz(tar());
  }

  static byte[] gz(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
