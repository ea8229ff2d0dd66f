package io.murel.regions.convert;

import io.murel.BadInputException;
import io.murel.regions.Regions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** A folder with one file an image, in the order of their names. */
final class FolderInput implements RegionInput {

  private final Path folder;
  private final String suffix;
  private final FileReader reader;
  private final List<String> names;
  private final long checksum; // of names, sizes and ages
  private int given;

  /** Reads the file of one image. */
  @FunctionalInterface
  interface FileReader {
    Regions read(Path file, String imageName) throws IOException;
  }

  /**
   * @param suffix of the files; what is before it names the image
   */
  static FolderInput open(Path folder, String suffix, FileReader reader) throws IOException {
    List<String> names = new ArrayList<>();
    CRC32 content = new CRC32();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (file.getFileName().toString().endsWith(suffix)) {
          names.add(file.getFileName().toString());
        }
      }
    }
    names.sort(null);
    for (String name : names) {
      BasicFileAttributes file =
          Files.readAttributes(folder.resolve(name), BasicFileAttributes.class);
      String line = "%s %d %s%n".formatted(name, file.size(), file.lastModifiedTime());
      content.update(line.getBytes(StandardCharsets.UTF_8));
    }
    if (names.isEmpty()) {
      throw BadInputException.at(folder.toString())
          .found("no " + suffix + " files")
          .expected("one for each image")
          .remedy("Give the folder they are in; folders within it are not searched.");
    }
    return new FolderInput(folder, suffix, reader, names, content.getValue());
  }

  private FolderInput(
      Path folder, String suffix, FileReader reader, List<String> names, long checksum) {
    this.folder = folder;
    this.suffix = suffix;
    this.reader = reader;
    this.names = names;
    this.checksum = checksum;
  }

  @Override
  public RawImage next() {
    if (given == names.size()) {
      return null;
    }
    String fileName = names.get(given++);
    String name = fileName.substring(0, fileName.length() - suffix.length());
    return new RawImage(name, () -> reader.read(folder.resolve(fileName), name));
  }

  @Override
  public long offset() {
    return given;
  }

  @Override
  public void skipTo(long offset) {
    given = Math.toIntExact(offset);
  }

  @Override
  public long done() {
    return given;
  }

  @Override
  public long total() {
    return names.size();
  }

  @Override
  public long expectedImages() {
    return names.size();
  }

  @Override
  public String identity() {
    return "%s (%d files, %08x)"
        .formatted(folder.toAbsolutePath().normalize().getFileName(), names.size(), checksum);
  }

  @Override
  public void close() {
    // no file stays open
  }
}
