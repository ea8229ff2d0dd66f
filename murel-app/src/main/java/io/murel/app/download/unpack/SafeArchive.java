package io.murel.app.download.unpack;

import io.murel.BadInputException;
import io.murel.app.download.transfer.Watcher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * An archive of unknown origin. Plain files and folders under relative names are read; links,
 * devices, names that could leave the folder or fall together, encrypted files and more content
 * than expected are refused, all of the archive with them. Sizes and checksums in the archive are
 * checked.
 *
 * @param file the archive
 * @param kind what it is
 * @param mostBytes it may not unpack to more
 * @param mostEntries it may not hold more files and folders
 */
public record SafeArchive(Path file, ArchiveKind kind, long mostBytes, int mostEntries) {

  /** Sees the files of an archive, in its order. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param name relative, safe to use below any folder
     * @param content to be read at once; ends with an exception where the archive is damaged
     */
    void file(String name, InputStream content) throws IOException;
  }

  /**
   * Visits all files.
   *
   * @throws BadInputException if the archive is damaged or refused; files may have been visited
   */
  public void read(Visitor visitor, Watcher watcher) throws IOException {
    Budget budget = new Budget(mostBytes, mostEntries);
    try {
      switch (kind) {
        case ZIP -> new ZipReader(file, budget).read(visitor, watcher);
        case TAR -> new TarReader(file, false, budget).read(visitor, watcher);
        case TAR_GZ -> new TarReader(file, true, budget).read(visitor, watcher);
        case GZ -> new TarReader(file, true, budget).readSingle(visitor, watcher);
      }
    } catch (Refused e) {
      throw BadInputException.at(file.toString())
          .found(e.getMessage())
          .expected("plain files under relative names, of the size that is known")
          .remedy("Nothing was unpacked. Do not trust this archive; get it from its publisher.");
    } catch (FileSystemException e) {
      throw e; // the disk, not the archive
    } catch (IOException | IllegalArgumentException e) {
      throw BadInputException.at(file.toString())
          .found("a damaged or truncated archive (" + e.getMessage() + ")")
          .expected("a complete one")
          .remedy("Nothing was unpacked. Delete it and run this again to get another copy.", e);
    } finally {
      watcher.end();
    }
  }
}
