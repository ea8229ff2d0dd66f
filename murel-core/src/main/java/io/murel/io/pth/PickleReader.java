package io.murel.io.pth;

import io.murel.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads what Python's {@code pickle.dump} wrote, any protocol: plain containers, numbers, texts and
 * numpy arrays of numbers, which become {@link io.murel.io.NdArray}. Nothing in a pickle is
 * executed; see the package for what the content becomes.
 */
public final class PickleReader {
  private PickleReader() {}

  private static final long LARGEST_FILE = 1L << 30;

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
          .expected("a pickle file")
          .remedy("Check the path.");
    }
    if (Files.size(file) > LARGEST_FILE) {
      throw BadInputException.at(file.toString())
          .found(Files.size(file) + " bytes")
          .expected("a pickle of at most " + LARGEST_FILE)
          .remedy("Check that this is the right file.");
    }
    return read(Files.readAllBytes(file), file.toString());
  }

  /**
   * The content of a pickle in memory.
   *
   * @param where the file it comes from, for messages
   * @throws BadInputException as {@link #read(Path)}
   */
  public static Object read(byte[] pickle, String where) {
    try {
      Budget copies = new Budget(LegacyPth.copyLimit(pickle.length));
      Unpickler unpickler = new Unpickler(ByteBuffer.wrap(pickle), PickleReader::noStorage, copies);
      return Structure.checked(unpickler.load(), pickle.length);
    } catch (RefusedException e) {
      throw BadInputException.at(where)
          .found("the Python class or function '" + e.getMessage() + "' in a pickle")
          .expected("numpy arrays, numbers, texts and plain containers only")
          .remedy("It is refused because it could run a program. Do not trust this file.", e);
    } catch (MalformedException e) {
      throw BadInputException.at(where)
          .found(e.getMessage())
          .expected("a complete pickle")
          .remedy("The file is damaged or of another format; write or download it again.", e);
    }
  }

  private static Object noStorage(Object id) {
    throw new MalformedException("a reference to something outside the pickle");
  }
}
