package io.murel.io.pth;

import io.murel.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads files of {@code torch.save}, in the zip format (PyTorch 1.6 and later) and the legacy one.
 * Nothing in a file is executed; see the package for what the content becomes.
 */
public final class PthReader {
  private PthReader() {}

  /**
   * The content of a file.
   *
   * @throws BadInputException if the file is missing, damaged, of another format, or asks for
   *     Python classes that are not plain data
   */
  public static Object read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw BadInputException.at(file.toString())
          .found(Files.isDirectory(file) ? "a folder" : "no such file")
          .expected("a file of torch.save")
          .remedy("Check the path.");
    }
    try {
      return ZipPth.matches(file) ? ZipPth.read(file) : LegacyPth.read(file);
    } catch (RefusedException e) {
      throw BadInputException.at(file.toString())
          .found("the Python class or function '" + e.getMessage() + "'")
          .expected("tensors, numbers, texts and plain containers only")
          .remedy(
              "It is refused because it could run a program; if you trust the file, load it in"
                  + " Python and save its tensors alone.",
              e);
    } catch (MalformedException e) {
      throw BadInputException.at(file.toString())
          .found(e.getMessage())
          .expected("a complete file of torch.save")
          .remedy("The file is damaged or of another format; write or download it again.", e);
    }
  }

  /** The content of a file that holds a dict, as most do. */
  public static Map<?, ?> readDict(Path file) throws IOException {
    if (read(file) instanceof Map<?, ?> dict) {
      return dict;
    }
    throw BadInputException.at(file.toString())
        .found("a file of torch.save that holds no dict")
        .expected("a dict")
        .remedy("Check that this is the right file.");
  }
}
