package io.murel.figure;

import io.murel.BadInputException;
import io.murel.figure.Canvas.Anchor;
import io.murel.figure.Canvas.Style;
import io.murel.model.Trace;
import io.murel.regions.Regions;
import io.murel.vqa.Explanation;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * One figure of how a network came to its answers: the question as title, a panel a step with the
 * regions, their contributions and the strongest links between them, the answers with their scores
 * beside it. What the marks mean is said in docs/trace.md.
 *
 * <pre>{@code
 * TraceFigure figure = new TraceFigure("What is left of the star?", picture, explanation);
 * Files.write(Path.of("why.png"), figure.png());
 * Files.writeString(Path.of("why.svg"), figure.svg());
 * }</pre>
 */
public final class TraceFigure {

  private static final double MARGIN = 26;
  private static final double GAP = 22;

  /** A panel is as wide; a picture fits into a square of this side. */
  private static final double PANEL = 320;

  private static final double CAPTION = 22;
  private static final int TITLE_LINES = 4;
  private static final double TITLE_LINE = 28;
  private static final double LEGEND_LINE = 16;
  private static final Style TITLE = new Style(21, true);
  private static final Style HEADING = new Style(13, true);
  private static final Style LEGEND = new Style(11.5, false);

  /** Pixels a unit, as on a screen of high resolution. */
  private static final int SCALE = 2;

  private final String question;
  private final BufferedImage picture; // null: none
  private final Explanation explanation;
  private final double panelHeight;
  private final Rect place; // of the picture in its panel

  /**
   * A figure over the picture the question is about.
   *
   * @param question in any language, of any length
   * @param picture of any size
   * @throws IllegalArgumentException if the trace is about another number of regions
   */
  public TraceFigure(String question, BufferedImage picture, Explanation explanation) {
    this(
        question,
        Shrunk.to((int) (SCALE * PANEL), picture),
        picture.getWidth(),
        picture.getHeight(),
        explanation);
  }

  /**
   * A figure without the picture, over an empty area.
   *
   * @param width of the picture, only its ratio to the height counts
   * @param height of the picture
   */
  public TraceFigure(String question, int width, int height, Explanation explanation) {
    this(question, null, width, height, explanation);
  }

  private TraceFigure(
      String question, BufferedImage picture, int width, int height, Explanation explanation) {
    Trace trace = explanation.trace();
    int regions = explanation.regions().count();
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a picture of " + width + " x " + height + " pixels");
    }
    if (!trace.steps().isEmpty() && trace.regions() != regions) {
      throw new IllegalArgumentException(
          "a trace about %d regions, but %d regions".formatted(trace.regions(), regions));
    }
    this.question = Texts.clean(question);
    this.picture = picture;
    this.explanation = explanation;
    double scale = PANEL / Math.max(width, height);
    double w = Math.max(1, width * scale);
    double h = Math.max(1, height * scale);
    panelHeight = Math.max(PANEL / 2, h);
    place = new Rect((PANEL - w) / 2, (panelHeight - h) / 2, w, h);
  }

  /**
   * The figure as pixels, twice as many a side as the SVG has units.
   *
   * @throws BadInputException on a machine without any font
   */
  public BufferedImage image() {
    BufferedImage small = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    double height = draw(PixelCanvas.on(graphics(small), picture));
    BufferedImage image =
        new BufferedImage(
            (int) Math.ceil(SCALE * width()),
            (int) Math.ceil(SCALE * height),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = graphics(image);
    draw(PixelCanvas.on(graphics, picture));
    graphics.dispose();
    return image;
  }

  private static Graphics2D graphics(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(SCALE, SCALE);
    return graphics;
  }

  /**
   * The {@link #image} as the bytes of a PNG file.
   *
   * @throws BadInputException on a machine without any font
   */
  public byte[] png() {
    return encoded(image());
  }

  private static byte[] encoded(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /** The figure as an SVG document that holds the picture; needs no fonts here. */
  public String svg() {
    String uri =
        picture == null
            ? null
            : "data:image/png;base64," + Base64.getEncoder().encodeToString(encoded(picture));
    double height = draw(new SvgCanvas(width(), 1, null, ""));
    SvgCanvas canvas = new SvgCanvas(width(), height, uri, question);
    draw(canvas);
    return canvas.svg();
  }

  private double width() {
    return 2 * MARGIN + columns() * (PANEL + GAP) + AnswerColumn.WIDTH;
  }

  /** Panels a row: up to three; four make a square. */
  private int columns() {
    int steps = explanation.trace().steps().size();
    return steps == 4 ? 2 : Math.max(1, Math.min(3, steps));
  }

  /** Draws everything and returns how high it is. */
  private double draw(Canvas canvas) {
    double y = MARGIN;
    double inner = width() - 2 * MARGIN;
    canvas.begin("question", "");
    for (String line : Texts.wrap(question, inner, TITLE_LINES, s -> canvas.width(s, TITLE))) {
      canvas.text(line, MARGIN, y + 20, Anchor.START, TITLE, Ink.TEXT);
      y += TITLE_LINE;
    }
    canvas.end();
    y += 8;
    List<Trace.Step> steps = explanation.trace().steps();
    int panels = Math.max(1, steps.size());
    double row = CAPTION + panelHeight + GAP;
    int columns = columns();
    for (int k = 0; k < panels; k++) {
      panel(canvas, MARGIN + k % columns * (PANEL + GAP), y + k / columns * row, k);
    }
    double answersLeft = width() - MARGIN - AnswerColumn.WIDTH;
    AnswerColumn.draw(canvas, answersLeft, y, explanation.answers());
    int rows = (panels + columns - 1) / columns;
    y += Math.max(rows * row, AnswerColumn.height(explanation.answers()) + GAP);
    canvas.begin("legend", "");
    for (String line : Texts.wrap(legend(), inner, TITLE_LINES, s -> canvas.width(s, LEGEND))) {
      canvas.text(line, MARGIN, y + 4, Anchor.START, LEGEND, Ink.SOFT);
      y += LEGEND_LINE;
    }
    canvas.end();
    return y + MARGIN - LEGEND_LINE / 2;
  }

  private void panel(Canvas canvas, double left, double top, int step) {
    List<Trace.Step> steps = explanation.trace().steps();
    String caption = steps.size() > 1 ? "Step " + (step + 1) : "Regions";
    canvas.begin("step", "");
    canvas.text(caption, left, top + 14, Anchor.START, HEADING, Ink.SOFT);
    Rect frame = new Rect(left, top + CAPTION, PANEL, panelHeight);
    canvas.fill(frame, 0, Ink.FAINT.faded(0.5));
    Rect whole = new Rect(left + place.x(), frame.y() + place.y(), place.width(), place.height());
    if (picture != null) {
      canvas.picture(whole, whole, 1);
    }
    Panel panel = new Panel(canvas, whole, boxes(whole));
    if (steps.isEmpty()) {
      panel.draw();
    } else {
      panel.draw(picture != null, steps.get(step));
    }
    canvas.frame(frame, 0, 1, Ink.FAINT);
    canvas.end();
  }

  private List<Rect> boxes(Rect whole) {
    Regions regions = explanation.regions();
    float[] fractions = regions.normBoxes();
    List<Rect> boxes = new ArrayList<>();
    for (int i = 0; i < regions.count(); i++) {
      double x1 = whole.x() + whole.width() * side(fractions[4 * i]);
      double y1 = whole.y() + whole.height() * side(fractions[4 * i + 1]);
      double x2 = whole.x() + whole.width() * side(fractions[4 * i + 2]);
      double y2 = whole.y() + whole.height() * side(fractions[4 * i + 3]);
      boxes.add(new Rect(x1, y1, Math.max(0, x2 - x1), Math.max(0, y2 - y1)));
    }
    return boxes;
  }

  /** Boxes of detectors may reach a little out of the picture. */
  private static double side(float fraction) {
    return Float.isNaN(fraction) ? 0 : Math.max(0, Math.min(1, fraction));
  }

  private String legend() {
    List<Trace.Step> steps = explanation.trace().steps();
    if (steps.isEmpty()) {
      return "The regions the network was given.";
    }
    if (steps.stream().noneMatch(Trace.Step::hasPartners)) {
      return steps.size() > 1
          ? "Boxes: the share of the scene vector that a region wins."
          : "Boxes: how much of what the answer was read from comes from a region.";
    }
    return "Boxes: the share of the scene vector that a region wins. Arrows: from a region to a"
        + " partner it listens to, with the share of its relations that come from there; the"
        + " strongest ones of each step.";
  }
}
