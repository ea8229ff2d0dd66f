package io.murel.app.report;

import io.murel.BadInputException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures inside the page, as data URIs. */
final class Pictures {
  private Pictures() {}

  /** Larger files are made smaller, so that a page of many stays light. */
  private static final int LARGE_BYTES = 100_000;

  private static final int LARGE_SIDE = 720;

  /**
   * A picture as the address of itself.
   *
   * @param name for the message if it cannot be read
   * @param bytes PNG and JPEG are taken as they are unless large
   */
  static String dataUri(String name, byte[] bytes) throws IOException {
    String type = type(bytes);
    if (type != null && bytes.length <= LARGE_BYTES) {
      return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }
    return "data:image/jpeg;base64,"
        + Base64.getEncoder().encodeToString(jpeg(shrunk(read(name, bytes))));
  }

  private static String type(byte[] bytes) {
    if (bytes.length > 8 && bytes[0] == (byte) 0x89 && bytes[1] == 'P' && bytes[2] == 'N') {
      return "image/png";
    }
    boolean jpeg = bytes.length > 3 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xd8;
    return jpeg ? "image/jpeg" : null;
  }

  private static BufferedImage read(String name, byte[] bytes) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
    if (image == null) {
      throw BadInputException.at(name)
          .found("a file that is no picture")
          .expected("PNG or JPEG")
          .remedy("Make the data set anew or replace the file.");
    }
    return image;
  }

  /** Opaque, and no side longer than {@link #LARGE_SIDE}. */
  private static BufferedImage shrunk(BufferedImage image) {
    double longest = Math.max(image.getWidth(), image.getHeight());
    double scale = Math.min(1, LARGE_SIDE / longest);
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return small;
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam quality = writer.getDefaultWriteParam();
    quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    quality.setCompressionQuality(0.88f);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), quality);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
