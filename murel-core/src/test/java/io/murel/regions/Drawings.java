package io.murel.regions;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Simple pictures for tests. */
final class Drawings {
  private Drawings() {}

  static final Color PAPER = new Color(236, 232, 225);

  /** A picture of one even colour. */
  static BufferedImage paper(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(PAPER);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return image;
  }

  static void fill(BufferedImage image, Shape shape, Color color) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(color);
    graphics.fill(shape);
    graphics.dispose();
  }

  /** A circle, square or triangle that fills a square of the given side. */
  static Shape shape(int kind, double x, double y, double side) {
    if (kind == 0) {
      return new Ellipse2D.Double(x, y, side, side);
    }
    if (kind == 1) {
      return new Rectangle2D.Double(x, y, side, side);
    }
    Path2D triangle = new Path2D.Double();
    triangle.moveTo(x + side / 2, y);
    triangle.lineTo(x + side, y + side);
    triangle.lineTo(x, y + side);
    triangle.closePath();
    return triangle;
  }

  /** The box of a square. */
  static Box box(double x, double y, double side) {
    return new Box((float) x, (float) y, (float) (x + side), (float) (y + side));
  }
}
