package io.murel.app.serve.image;

import io.murel.BadInputException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Pictures in a folder, by name without suffix. The folder is looked through once: what a client
 * names is looked up among the names found, and never becomes a path.
 */
public final class PictureFolder {

  private static final Map<String, String> TYPES =
      Map.of(
          "png", "image/png",
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "gif", "image/gif",
          "bmp", "image/bmp",
          "webp", "image/webp");

  private static final int DEPTH = 4;

  private final Map<String, Path> byName = new TreeMap<>();

  private PictureFolder() {}

  /** No pictures. */
  public static PictureFolder none() {
    return new PictureFolder();
  }

  /**
   * Looks through a folder and those in it.
   *
   * @throws BadInputException if there is no such folder, no picture in it, or two of one name
   */
  public static PictureFolder open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw BadInputException.at("--images")
          .found(folder + ", which is no folder")
          .expected("a folder of pictures")
          .remedy("Check the path.");
    }
    PictureFolder pictures = new PictureFolder();
    try (Stream<Path> files = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
      files.filter(file -> TYPES.containsKey(suffix(file))).forEach(pictures::add);
    }
    if (pictures.byName.isEmpty()) {
      throw BadInputException.at("--images")
          .found(folder + " without a picture")
          .expected("a folder with files in PNG, JPEG, GIF, BMP or WebP")
          .remedy("Check the path.");
    }
    return pictures;
  }

  private void add(Path file) {
    String full = file.getFileName().toString();
    String name = full.substring(0, full.lastIndexOf('.'));
    Path other = byName.put(name, file);
    if (other != null) {
      throw BadInputException.at("--images")
          .found(other + " and " + file)
          .expected("one picture of each name")
          .remedy("Rename one, or give a folder with one of them.");
    }
  }

  /** All names, in order. */
  public Iterable<String> names() {
    return byName.keySet();
  }

  public boolean contains(String name) {
    return byName.containsKey(name);
  }

  /** The file of a name that is contained. */
  byte[] read(String name) throws IOException {
    return Files.readAllBytes(byName.get(name));
  }

  String contentType(String name) {
    return TYPES.get(suffix(byName.get(name)));
  }

  private static String suffix(Path file) {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
