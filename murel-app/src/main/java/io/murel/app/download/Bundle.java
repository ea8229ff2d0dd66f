package io.murel.app.download;

import io.murel.BadInputException;
import java.nio.file.Path;
import java.util.List;

/**
 * Files that belong together: a data set, or the features of one.
 *
 * @param name what the command line calls it
 * @param title what it is, in a line
 * @param page where its makers describe it
 * @param licence as far as known
 * @param folder where the files go, below the folder for all data
 * @param next the command to run then; empty where there is none
 * @param advice what to do when no place has it, as a sentence
 * @param note what is known of the places, as a sentence; may be empty
 * @param files in the order in which they are got
 */
public record Bundle(
    String name,
    String title,
    String page,
    String licence,
    String folder,
    String next,
    String advice,
    String note,
    List<RemoteFile> files) {

  /**
   * @throws BadInputException if the folder could lie elsewhere, there is no file, or two files
   *     have one name
   */
  public Bundle {
    files = List.copyOf(files);
    boolean inside = folder.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
    if (!inside) {
      throw BadInputException.at("folder")
          .found("'" + folder + "'")
          .expected("a folder below the one for all data")
          .remedy("For example: vqa/vqa2/raw/annotations.");
    }
    long names = files.stream().flatMap(file -> file.unpacking().results().stream()).count();
    if (names == 0
        || files.stream().flatMap(f -> f.unpacking().results().stream()).distinct().count()
            < names) {
      throw BadInputException.at("files")
          .found("no file, or two that get one name")
          .expected("files with different names")
          .remedy("Leave one of them out.");
    }
  }

  /** Where the files lie in the end. */
  public Path folder(Path data) {
    return data.resolve(folder);
  }

  /** Where an archive lies until it is unpacked; a file put there by hand is taken. */
  public Path archive(Path data, RemoteFile file) {
    return data.resolve("downloads").resolve(name).resolve(file.wanted().name());
  }

  /** About how many bytes come over the net. */
  public long transferBytes() {
    return files.stream().mapToLong(file -> file.wanted().about()).sum();
  }

  /** About how many bytes lie on the disk in the end. */
  public long finalBytes() {
    return files.stream()
        .mapToLong(f -> f.unpackedBytes() + (f.isArchive() ? 0 : f.wanted().about()))
        .sum();
  }
}
