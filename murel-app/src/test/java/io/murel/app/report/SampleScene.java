package io.murel.app.report;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** A made-up scene: coloured shapes on a table, with their boxes. */
record SampleScene(byte[] png, List<float[]> boxes) {

  static final int WIDTH = 160;
  static final int HEIGHT = 120;

  private static final int[] COLORS = {
    0xc8322b, 0xe07a1f, 0xe3c028, 0x2f9347, 0x2aa6b3, 0x3160c9, 0x8a3fb0, 0xe6e4df
  };

  static SampleScene draw(Random random, int objects) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    float hue = random.nextFloat();
    g.setPaint(
        new GradientPaint(
            0,
            0,
            Color.getHSBColor(hue, 0.14f, 0.62f),
            0,
            HEIGHT,
            Color.getHSBColor(hue, 0.2f, 0.45f)));
    g.fillRect(0, 0, WIDTH, HEIGHT);
    List<float[]> boxes = new ArrayList<>();
    List<double[]> placed = new ArrayList<>();
    while (boxes.size() < objects) {
      double r = random.nextBoolean() ? 9 : 15;
      double x = r + 2 + random.nextDouble() * (WIDTH - 2 * r - 4);
      double y = r + 2 + random.nextDouble() * (HEIGHT - 2 * r - 4);
      if (placed.stream().anyMatch(p -> Math.hypot(p[0] - x, p[1] - y) < 0.9 * (p[2] + r))) {
        continue;
      }
      placed.add(new double[] {x, y, r});
      Color color = new Color(COLORS[random.nextInt(COLORS.length)]);
      Shape shape = shape(random.nextInt(3), x, y, r);
      g.setColor(new Color(0, 0, 0, 70));
      g.fill(shape(0, x + 2, y + 3, r));
      g.setPaint(
          new GradientPaint(
              (float) (x - r),
              (float) (y - r),
              color.brighter(),
              (float) (x + r),
              (float) (y + r),
              color.darker()));
      g.fill(shape);
      boxes.add(
          new float[] {
            (float) ((x - r) / WIDTH),
            (float) ((y - r) / HEIGHT),
            (float) ((x + r) / WIDTH),
            (float) ((y + r) / HEIGHT)
          });
    }
    g.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return new SampleScene(png.toByteArray(), boxes);
  }

  private static Shape shape(int kind, double x, double y, double r) {
    if (kind == 0) {
      return new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
    }
    if (kind == 1) {
      return new Rectangle2D.Double(x - 0.85 * r, y - 0.85 * r, 1.7 * r, 1.7 * r);
    }
    Path2D star = new Path2D.Double();
    for (int k = 0; k < 10; k++) {
      double angle = Math.PI * k / 5 - Math.PI / 2;
      double reach = k % 2 == 0 ? r : r * 0.5;
      double px = x + reach * Math.cos(angle);
      double py = y + reach * Math.sin(angle);
      if (k == 0) {
        star.moveTo(px, py);
      } else {
        star.lineTo(px, py);
      }
    }
    star.closePath();
    return star;
  }
}
