package io.murel.scenes.draw;

import java.awt.image.BufferedImage;

/** A picture in the making: red, green and blue as fractions, {@code [height, width, 3]}. */
final class Canvas {

  final int width;
  final int height;
  private final float[] rgb;

  Canvas(int width, int height) {
    this.width = width;
    this.height = height;
    this.rgb = new float[width * height * 3];
  }

  void set(int x, int y, float red, float green, float blue) {
    int i = 3 * (y * width + x);
    rgb[i] = red;
    rgb[i + 1] = green;
    rgb[i + 2] = blue;
  }

  /** Lays a colour over a pixel, {@code alpha} 0 (leave it) to 1 (replace it). */
  void blend(int x, int y, float red, float green, float blue, float alpha) {
    int i = 3 * (y * width + x);
    rgb[i] += alpha * (red - rgb[i]);
    rgb[i + 1] += alpha * (green - rgb[i + 1]);
    rgb[i + 2] += alpha * (blue - rgb[i + 2]);
  }

  /** Takes light from a pixel. */
  void darken(int x, int y, float factor) {
    int i = 3 * (y * width + x);
    rgb[i] *= factor;
    rgb[i + 1] *= factor;
    rgb[i + 2] *= factor;
  }

  BufferedImage toImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i += 3) {
        row[x] = level(rgb[i]) << 16 | level(rgb[i + 1]) << 8 | level(rgb[i + 2]);
      }
      image.getRaster().setDataElements(0, y, width, 1, row);
    }
    return image;
  }

  private static int level(float fraction) {
    return (int) (Math.max(0, Math.min(1, fraction)) * 255 + 0.5f);
  }
}
