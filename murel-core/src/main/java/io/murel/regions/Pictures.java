package io.murel.regions;

import io.murel.BadInputException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads picture files of unknown origin: PNG, JPEG, GIF, BMP, whatever the JDK reads. */
public final class Pictures {
  private Pictures() {}

  /** More pixels than this are not unpacked: a small file can declare an enormous picture. */
  private static final long MOST_PIXELS = 64_000_000;

  /**
   * Reads a file.
   *
   * @throws BadInputException if it is absent, no picture, damaged or too large
   */
  public static BufferedImage read(Path file) throws IOException {
    try {
      return decode(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw BadInputException.at(file.toString())
          .found("no such file")
          .expected("a picture")
          .remedy("Check the path.", e);
    }
  }

  /**
   * Decodes the bytes of a file.
   *
   * @param where name of the file, for messages
   * @throws BadInputException if it is no picture, damaged or too large
   */
  public static BufferedImage decode(String where, byte[] bytes) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw unreadable(where, "no picture", null);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
          throw BadInputException.at(where)
              .found(reader.getWidth(0) + " x " + reader.getHeight(0) + " pixels")
              .expected("a picture of at most 64 million pixels")
              .remedy("Scale the picture down.");
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw unreadable(where, "a damaged picture (" + e.getMessage() + ")", e);
    }
  }

  private static BadInputException unreadable(String where, String found, Exception cause) {
    return BadInputException.at(where)
        .found(found)
        .expected("a picture in PNG, JPEG, GIF or BMP")
        .remedy("Save it again in one of these formats.", cause);
  }
}
