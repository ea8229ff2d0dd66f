package io.murel.figure;

import io.murel.BadInputException;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.QuadCurve2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/** Draws a figure as pixels. */
final class PixelCanvas implements Canvas {

  private final Graphics2D graphics;
  private final BufferedImage picture;

  /**
   * @param graphics scaled to the units of the figure; the caller disposes of it
   * @param picture what {@link #picture} draws; null if it is never called
   * @throws BadInputException on a machine without any font
   */
  static PixelCanvas on(Graphics2D graphics, BufferedImage picture) {
    PixelCanvas canvas = new PixelCanvas(graphics, picture);
    try {
      canvas.width("", new Style(10, false));
    } catch (RuntimeException | InternalError | LinkageError e) { // what the JDK does then varies
      throw BadInputException.at("picture")
          .found("that texts cannot be drawn here (" + e.getMessage() + ")")
          .expected("a machine with fontconfig and a font")
          .remedy("Install them, for instance fontconfig and fonts-dejavu, or write SVG.", e);
    }
    return canvas;
  }

  private PixelCanvas(Graphics2D graphics, BufferedImage picture) {
    this.graphics = graphics;
    this.picture = picture;
    hint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    hint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    hint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    hint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    hint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
  }

  private void hint(RenderingHints.Key key, Object value) {
    graphics.setRenderingHint(key, value);
  }

  @Override
  public void begin(String kind, String title) {}

  @Override
  public void end() {}

  @Override
  public void fill(Rect rect, double radius, Ink ink) {
    ink(ink);
    graphics.fill(shape(rect, radius));
  }

  @Override
  public void frame(Rect rect, double radius, double width, Ink ink) {
    ink(ink);
    graphics.setStroke(new BasicStroke((float) width));
    graphics.draw(shape(rect, radius));
  }

  @Override
  public void picture(Rect whole, Rect part, double opacity) {
    Graphics2D clipped = (Graphics2D) graphics.create();
    clipped.clip(shape(part, 0));
    clipped.setComposite(AlphaComposite.SrcOver.derive((float) opacity));
    AffineTransform place = AffineTransform.getTranslateInstance(whole.x(), whole.y());
    place.scale(whole.width() / picture.getWidth(), whole.height() / picture.getHeight());
    clipped.drawImage(picture, place, null);
    clipped.dispose();
  }

  @Override
  public void curve(Curve curve, double width, Ink ink) {
    ink(ink);
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(
        new QuadCurve2D.Double(
            curve.from().x(),
            curve.from().y(),
            curve.control().x(),
            curve.control().y(),
            curve.to().x(),
            curve.to().y()));
  }

  @Override
  public void triangle(Point a, Point b, Point c, Ink ink) {
    Path2D path = new Path2D.Double();
    path.moveTo(a.x(), a.y());
    path.lineTo(b.x(), b.y());
    path.lineTo(c.x(), c.y());
    path.closePath();
    ink(ink);
    graphics.fill(path);
  }

  @Override
  public void text(String text, double x, double y, Anchor anchor, Style style, Ink ink) {
    double back =
        switch (anchor) {
          case START -> 0;
          case MIDDLE -> width(text, style) / 2;
          case END -> width(text, style);
        };
    ink(ink);
    graphics.setFont(font(style));
    graphics.drawString(text, (float) (x - back), (float) y);
  }

  @Override
  public double width(String text, Style style) {
    return font(style).getStringBounds(text, graphics.getFontRenderContext()).getWidth();
  }

  private static Font font(Style style) {
    return new Font(Font.SANS_SERIF, style.bold() ? Font.BOLD : Font.PLAIN, 1)
        .deriveFont((float) style.size());
  }

  private void ink(Ink ink) {
    int alpha = (int) Math.round(255 * ink.opacity());
    graphics.setColor(new Color(ink.rgb() | alpha << 24, true));
  }

  private static Shape shape(Rect r, double radius) {
    return new RoundRectangle2D.Double(r.x(), r.y(), r.width(), r.height(), 2 * radius, 2 * radius);
  }
}
