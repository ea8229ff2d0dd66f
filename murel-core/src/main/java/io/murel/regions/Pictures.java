package io.murel.regions;

import io.murel.BadInputException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads picture files of unknown origin: PNG, JPEG (also of printers, in CMYK), GIF (of animated
 * ones the first picture), BMP, WebP. Photographs come out upright, however the camera was held.
 */
public final class Pictures {
  private Pictures() {}

  /** More pixels than this are not unpacked: a small file can declare an enormous picture. */
  private static final long MOST_PIXELS = 64_000_000;

  /** A picture of more pixels than the caller wants to unpack. */
  public static final class TooLarge extends BadInputException {

    private static final long serialVersionUID = 1;

    private TooLarge(BadInputException message) {
      super(message.getMessage());
    }
  }

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
    return decode(where, bytes, MOST_PIXELS);
  }

  /**
   * Decodes the bytes of a file.
   *
   * @param where name of the file, for messages
   * @param mostPixels that are unpacked
   * @throws TooLarge if the picture has more pixels
   * @throws BadInputException if it is no picture or damaged
   */
  public static BufferedImage decode(String where, byte[] bytes, long mostPixels) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw unreadable(where, "no picture", null);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        checkSize(where, reader.getWidth(0), reader.getHeight(0), mostPixels);
        return Orientation.of(bytes).upright(reader.read(0));
      } finally {
        reader.dispose();
      }
    } catch (BadInputException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // readers fail in many ways on damaged files
      throw unreadable(where, "a damaged picture (" + e.getMessage() + ")", e);
    }
  }

  private static void checkSize(String where, int width, int height, long mostPixels) {
    if ((long) width * height > mostPixels) {
      throw new TooLarge(
          BadInputException.at(where)
              .found(width + " x " + height + " pixels")
              .expected(
                  String.format(
                      Locale.ROOT,
                      "a picture of at most %s million pixels",
                      mostPixels % 1_000_000 == 0
                          ? String.valueOf(mostPixels / 1_000_000)
                          : String.valueOf(mostPixels / 1e6)))
              .remedy("Scale the picture down."));
    }
  }

  private static BadInputException unreadable(String where, String found, Exception cause) {
    return BadInputException.at(where)
        .found(found)
        .expected("a picture in PNG, JPEG, GIF, BMP or WebP")
        .remedy("Save it again in one of these formats.", cause);
  }
}
