package io.murel.app.serve.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * A picture as a browser gets it.
 *
 * @param contentType {@code image/png} or {@code image/jpeg}
 * @param bytes of the file
 */
public record PictureBytes(String contentType, byte[] bytes) {

  /** Up to so many pixels a picture is kept as it is; photographs have more. */
  private static final int SMALL = 400 * 300;

  /** Larger ones are shown no longer than this. */
  private static final int LONGEST_SIDE = 1600;

  /**
   * Encodes a picture anew: small ones without loss, large ones as a JPEG that fits a screen. What
   * else was in a client's file, such as the place where it was taken, is not in this one.
   */
  public static PictureBytes of(BufferedImage image) {
    boolean small = image.getWidth() * image.getHeight() <= SMALL;
    BufferedImage shown = small ? image : onScreen(image);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(shown, small ? "png" : "jpeg", out)) {
        throw new IllegalStateException("no encoder for " + shown);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return new PictureBytes(small ? "image/png" : "image/jpeg", out.toByteArray());
  }

  private static BufferedImage onScreen(BufferedImage image) {
    double scale =
        Math.min(1, (double) LONGEST_SIDE / Math.max(image.getWidth(), image.getHeight()));
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = out.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(image, 0, 0, width, height, Color.WHITE, null);
    } finally {
      graphics.dispose();
    }
    return out;
  }
}
