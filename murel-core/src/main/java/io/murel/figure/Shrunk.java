package io.murel.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Pictures as small as a figure shows them, opaque. */
final class Shrunk {
  private Shrunk() {}

  /**
   * Halved again and again, which averages, then scaled to the last pixel; never made larger.
   *
   * @param longest no side is longer than this
   */
  static BufferedImage to(int longest, BufferedImage picture) {
    double scale = (double) longest / Math.max(picture.getWidth(), picture.getHeight());
    int width = picture.getWidth();
    int height = picture.getHeight();
    BufferedImage out = scaled(picture, width, height);
    int lastWidth = side(width, scale);
    int lastHeight = side(height, scale);
    while (width > 2 * lastWidth || height > 2 * lastHeight) {
      width = Math.max(lastWidth, (width + 1) / 2);
      height = Math.max(lastHeight, (height + 1) / 2);
      out = scaled(out, width, height);
    }
    return width == lastWidth && height == lastHeight ? out : scaled(out, lastWidth, lastHeight);
  }

  private static int side(int side, double scale) {
    return (int) Math.max(1, Math.min(side, Math.round(side * scale)));
  }

  private static BufferedImage scaled(BufferedImage picture, int width, int height) {
    BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = out.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, 0, 0, width, height, null);
    graphics.dispose();
    return out;
  }
}
