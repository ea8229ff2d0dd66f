package io.murel.app.download;

import io.murel.BadInputException;
import io.murel.app.download.transfer.Wanted;
import io.murel.app.download.unpack.ArchiveKind;
import io.murel.app.download.unpack.EntryNames;

/**
 * A file that a bundle consists of.
 *
 * @param wanted what to get, and where
 * @param unpacking what becomes of it
 * @param facts where address, size and checksum are known from
 */
public record RemoteFile(Wanted wanted, Unpacking unpacking, String facts) {

  /**
   * @throws BadInputException if the name is no plain one, or not an archive's where one is needed
   */
  public RemoteFile {
    if (!EntryNames.isPlain(wanted.name())) {
      throw BadInputException.at("name")
          .found("'" + wanted.name() + "'")
          .expected("the name of a file, without folders")
          .remedy("Take the end of its address.");
    }
    if (needsArchive(unpacking) && ArchiveKind.of(wanted.name()).isEmpty()) {
      throw BadInputException.at(wanted.name())
          .found("a file to unpack that is no archive")
          .expected("a name that ends in .zip, .tar, .tar.gz, .tgz or .gz")
          .remedy("Take unpack away, or give the archive.");
    }
  }

  /** Whether it comes as an archive, of which only the content is kept. */
  public boolean isArchive() {
    return needsArchive(unpacking);
  }

  /** About how many bytes the results need, beside the archive itself. */
  public long unpackedBytes() {
    if (unpacking instanceof Unpacking.Files files) {
      return files.bytes();
    }
    if (unpacking instanceof Unpacking.Folder folder) {
      return folder.bytes();
    }
    return 0;
  }

  private static boolean needsArchive(Unpacking unpacking) {
    return unpacking instanceof Unpacking.Files || unpacking instanceof Unpacking.Folder;
  }
}
