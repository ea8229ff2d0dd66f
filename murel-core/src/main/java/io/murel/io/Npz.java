package io.murel.io;

import io.murel.BadInputException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * NumPy's npz: a zip of npy arrays, stored or deflated. Only the members asked for are read, so
 * that others may hold anything (pickled objects, say).
 */
public final class Npz implements Closeable {

  /** Numbers hardly shrink; a member that grows more than this is made to fill memories. */
  private static final long LARGEST_EXPANSION = 100;

  /** Up to this size a member may grow as it likes: a mask of zeros, say. */
  private static final long HARMLESS = 64 << 20;

  private final Path file;
  private final long fileBytes;
  private final ZipFile zip;

  private Npz(Path file, long fileBytes, ZipFile zip) {
    this.file = file;
    this.fileBytes = fileBytes;
    this.zip = zip;
  }

  /**
   * Opens a file and reads its directory.
   *
   * @throws BadInputException if it is missing, truncated, or no zip file
   */
  public static Npz open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw BadInputException.at(file.toString())
          .found("no such file")
          .expected("an npz file")
          .remedy("Check the path.");
    }
    try {
      return new Npz(file, Files.size(file), new ZipFile(file.toFile()));
    } catch (ZipException | EOFException | IllegalArgumentException e) { // the last: names
      throw broken(file.toString(), "no readable zip directory (" + e.getMessage() + ")", e);
    }
  }

  /** The names of the arrays, sorted. */
  public SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith(".npy"))
        .forEach(name -> names.add(name.substring(0, name.length() - 4)));
    return names;
  }

  /**
   * Reads one array.
   *
   * @throws BadInputException if there is none of that name, or it is damaged or no plain numbers
   */
  public NdArray get(String name) throws IOException {
    String where = file + "[" + name + "]";
    ZipEntry entry = zip.getEntry(name + ".npy");
    if (entry == null) {
      throw BadInputException.at(file.toString())
          .found("no array '" + name + "' among " + String.join(", ", names()))
          .expected("that array")
          .remedy("Use the file that belongs here.");
    }
    long size = entry.getSize();
    long compressed = Math.min(entry.getCompressedSize(), fileBytes);
    if (size > compressed
        && (entry.getMethod() == ZipEntry.STORED
            || size > Math.max(HARMLESS, compressed * LARGEST_EXPANSION))) {
      throw BadInputException.at(where)
          .found(size + " bytes in " + compressed)
          .expected("an array that grows less than " + LARGEST_EXPANSION + " times")
          .remedy("If it is yours, save it uncompressed with numpy's savez.");
    }
    CRC32 crc = new CRC32();
    try (InputStream raw = zip.getInputStream(entry);
        InputStream in = new BufferedInputStream(new CheckedInputStream(raw, crc), 1 << 16)) {
      NdArray array = Npy.read(in, size, where);
      drain(in, size, where); // to the end, for the checksum
      if (crc.getValue() != entry.getCrc()) {
        throw broken(where, "data that does not match its checksum", null);
      }
      return array;
    } catch (ZipException | EOFException e) {
      throw broken(where, "damaged data (" + e.getMessage() + ")", e);
    }
  }

  /**
   * Reads what is left; a member can hold more than it declares, and more than anyone waits for.
   */
  private static void drain(InputStream in, long most, String where) throws IOException {
    byte[] chunk = new byte[1 << 13];
    long drained = 0;
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      drained += n;
      if (drained > most) {
        throw broken(where, "more bytes than the " + most + " it declares", null);
      }
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private static BadInputException broken(String where, String found, Exception cause) {
    return BadInputException.at(where)
        .found(found)
        .expected("a complete npz file")
        .remedy("The file is truncated or of another format; write or download it again.", cause);
  }
}
