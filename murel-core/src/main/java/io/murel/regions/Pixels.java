package io.murel.regions;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;

/**
 * A part of an image as plain numbers: opaque RGB, transparent parts over white.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb {@code 0xRRGGBB}, row by row, {@code [height, width]}
 */
record Pixels(int width, int height, int[] rgb) {

  /** The pixels of an image of any type. */
  static Pixels of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    ColorModel colors = image.getColorModel();
    int[] rgb =
        colors instanceof ComponentColorModel
                && colors.getColorSpace().getType() == ColorSpace.TYPE_GRAY
            ? grey(image.getRaster(), colors)
            : image.getRGB(0, 0, width, height, null, 0, width);
    if (colors.hasAlpha()) {
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = overWhite(rgb[i]);
      }
    }
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] &= 0xFFFFFF;
    }
    return new Pixels(width, height, rgb);
  }

  /**
   * Grey samples as they are stored: {@code getRGB} takes them for linear light and would brighten
   * them, so that a grey PNG differed from the same picture in RGB.
   */
  private static int[] grey(Raster raster, ColorModel colors) {
    int[] out = band(raster, 0);
    int[] alpha = colors.hasAlpha() ? band(raster, 1) : null;
    for (int i = 0; i < out.length; i++) {
      int value = to8Bits(out[i], colors.getComponentSize(0));
      int opacity = alpha == null ? 0xFF : to8Bits(alpha[i], colors.getComponentSize(1));
      out[i] = opacity << 24 | value * 0x010101;
    }
    return out;
  }

  private static int[] band(Raster raster, int band) {
    return raster.getSamples(
        raster.getMinX(),
        raster.getMinY(),
        raster.getWidth(),
        raster.getHeight(),
        band,
        (int[]) null);
  }

  private static int to8Bits(int sample, int bits) {
    return bits > 8 ? sample >>> (bits - 8) : sample * 255 / ((1 << bits) - 1);
  }

  private static int overWhite(int argb) {
    int alpha = argb >>> 24;
    int out = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int channel = argb >>> shift & 0xFF;
      out |= (channel * alpha + 255 * (255 - alpha) + 127) / 255 << shift;
    }
    return out;
  }

  /** The pixel nearest to (x, y), also outside the picture. */
  int at(int x, int y) {
    return rgb[Math.min(Math.max(y, 0), height - 1) * width + Math.min(Math.max(x, 0), width - 1)];
  }

  /** Red, green and blue from 0 to 1, {@code [3, height * width]}. */
  float[][] channels() {
    float[][] out = new float[3][rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      out[0][i] = (rgb[i] >>> 16 & 0xFF) / 255f;
      out[1][i] = (rgb[i] >>> 8 & 0xFF) / 255f;
      out[2][i] = (rgb[i] & 0xFF) / 255f;
    }
    return out;
  }

  /** The picture made smaller so that no side is longer than {@code longest}, by nearest pixels. */
  Pixels atMost(int longest) {
    int factor = (Math.max(width, height) + longest - 1) / longest;
    if (factor <= 1) {
      return this;
    }
    int newWidth = Math.max(1, width / factor);
    int newHeight = Math.max(1, height / factor);
    int[] out = new int[newWidth * newHeight];
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        out[y * newWidth + x] = at(x * factor + factor / 2, y * factor + factor / 2);
      }
    }
    return new Pixels(newWidth, newHeight, out);
  }
}
