package io.murel.regions;

import io.murel.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of the original's region files, {@code <image name>.pth}, read when an image is asked
 * for. The folder is listed only for {@link #imageNames}: an image is there if its file is. Safe
 * for many threads.
 */
public final class PthFolder implements RegionSource {

  static final String SUFFIX = ".pth";

  /** Files that may be unusable before the folder is said to be. */
  private static final int TRIED = 10;

  private final Path folder;
  private final int dim;

  private PthFolder(Path folder, int dim) {
    this.folder = folder;
    this.dim = dim;
  }

  /**
   * Opens a folder; the number of features is taken from any one of its files that is usable.
   *
   * @throws BadInputException if there is no such file, or the first few are all unusable
   */
  public static PthFolder open(Path folder) throws IOException {
    Path normal = folder.toAbsolutePath().normalize();
    BadInputException problem =
        BadInputException.at(folder.toString())
            .found("no " + SUFFIX + " files")
            .expected("one for each image, <image name>" + SUFFIX)
            .remedy("Check the path.");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(normal, "*" + SUFFIX)) {
      int tried = 0;
      for (Path file : files) {
        try {
          return new PthFolder(normal, PthRegions.read(file, imageName(file)).dim());
        } catch (BadInputException e) {
          problem = e;
        }
        if (++tried == TRIED) {
          break;
        }
      }
    }
    throw problem;
  }

  private static String imageName(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  @Override
  public int featureDim() {
    return dim;
  }

  /** All images by name; lists the folder. */
  @Override
  public List<String> imageNames() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .map(PthFolder::imageName)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean contains(String imageName) {
    return file(imageName).filter(Files::isRegularFile).isPresent();
  }

  @Override
  public Regions regions(String imageName) {
    Path file = file(imageName).filter(Files::isRegularFile).orElseThrow(() -> absent(imageName));
    Regions regions;
    try {
      regions = PthRegions.read(file, imageName);
    } catch (IOException e) {
      throw BadInputException.at(file.toString())
          .found("an error on reading the regions of image '%s' (%s)".formatted(imageName, e))
          .expected("a readable file")
          .remedy("Check the disk and who may read the file.", e);
    }
    if (regions.dim() != dim) {
      throw BadInputException.at(file.toString())
          .found("%d features per region of image '%s'".formatted(regions.dim(), imageName))
          .expected(dim + ", as in the other files of the folder")
          .remedy("Extract all images with the same extractor.");
    }
    return regions;
  }

  /** Where the image's file would be; empty for a name that leads out of the folder. */
  private Optional<Path> file(String imageName) {
    try {
      Path file = folder.resolve(imageName + SUFFIX).normalize();
      return file.startsWith(folder) ? Optional.of(file) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private BadInputException absent(String imageName) {
    return BadInputException.at(folder.toString())
        .found("no file '" + imageName + SUFFIX + "'")
        .expected("the regions of every image that is asked for")
        .remedy("Check that questions and regions are of the same split and data set.");
  }

  @Override
  public void close() {
    // no file stays open
  }
}
