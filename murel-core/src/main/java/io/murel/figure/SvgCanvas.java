package io.murel.figure;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Draws a figure as SVG 1.1. Parts are groups whose class says what they are and whose title
 * browsers show on pointing at them. The JDK's writer escapes what must be.
 */
final class SvgCanvas implements Canvas {

  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final String XLINK = "http://www.w3.org/1999/xlink";
  private static final String FONTS =
      "Inter, 'Helvetica Neue', Arial, 'Liberation Sans', 'Noto Sans', sans-serif";
  private static final String PICTURE = "picture";

  private final StringWriter out = new StringWriter();
  private final XMLStreamWriter xml;
  private int clips;

  /** What the writer of a text in memory cannot do: fail. */
  @FunctionalInterface
  private interface Writing {
    void run() throws XMLStreamException;
  }

  /**
   * @param picture what {@link #picture} draws, a data URI
   * @param title what the figure shows, for those who cannot see it
   */
  SvgCanvas(double width, double height, String picture, String title) {
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    write(
        () -> {
          xml.writeStartElement("svg");
          xml.writeDefaultNamespace(SVG);
          xml.writeNamespace("xlink", XLINK);
          attribute("width", width);
          attribute("height", height);
          attribute("viewBox", "0 0 " + number(width) + " " + number(height));
          attribute("font-family", FONTS);
          attribute("role", "img");
          element("title", title);
          if (picture != null) {
            xml.writeStartElement("defs");
            xml.writeEmptyElement("image");
            attribute("id", PICTURE);
            attribute("width", 1);
            attribute("height", 1);
            attribute("preserveAspectRatio", "none");
            attribute("xlink:href", picture);
            xml.writeEndElement();
          }
        });
  }

  /** The finished document. */
  String svg() {
    write(
        () -> {
          xml.writeEndElement();
          xml.flush();
        });
    return out + "\n";
  }

  @Override
  public void begin(String kind, String title) {
    write(
        () -> {
          xml.writeCharacters("\n");
          xml.writeStartElement("g");
          attribute("class", kind);
          if (!title.isEmpty()) {
            element("title", title);
          }
        });
  }

  @Override
  public void end() {
    write(xml::writeEndElement);
  }

  @Override
  public void fill(Rect rect, double radius, Ink ink) {
    write(
        () -> {
          rect(rect, radius);
          ink("fill", ink);
        });
  }

  @Override
  public void frame(Rect rect, double radius, double width, Ink ink) {
    write(
        () -> {
          rect(rect, radius);
          attribute("fill", "none");
          stroke(width, ink);
        });
  }

  private void rect(Rect rect, double radius) throws XMLStreamException {
    xml.writeEmptyElement("rect");
    attribute("x", rect.x());
    attribute("y", rect.y());
    attribute("width", rect.width());
    attribute("height", rect.height());
    if (radius > 0) {
      attribute("rx", radius);
    }
  }

  @Override
  public void picture(Rect whole, Rect part, double opacity) {
    String clip = "clip" + clips++;
    write(
        () -> {
          xml.writeStartElement("clipPath");
          attribute("id", clip);
          rect(part, 0);
          xml.writeEndElement();
          xml.writeStartElement("g");
          attribute("clip-path", "url(#" + clip + ")");
          attribute("opacity", opacity);
          xml.writeEmptyElement("use");
          attribute("xlink:href", "#" + PICTURE);
          attribute(
              "transform",
              "translate(%s %s) scale(%s %s)"
                  .formatted(
                      number(whole.x()),
                      number(whole.y()),
                      number(whole.width()),
                      number(whole.height())));
          xml.writeEndElement();
        });
  }

  @Override
  public void curve(Curve curve, double width, Ink ink) {
    write(
        () -> {
          xml.writeEmptyElement("path");
          attribute(
              "d", "M" + at(curve.from()) + " Q" + at(curve.control()) + " " + at(curve.to()));
          attribute("fill", "none");
          attribute("stroke-linecap", "round");
          stroke(width, ink);
        });
  }

  @Override
  public void triangle(Point a, Point b, Point c, Ink ink) {
    write(
        () -> {
          xml.writeEmptyElement("path");
          attribute("d", "M" + at(a) + " L" + at(b) + " L" + at(c) + " Z");
          ink("fill", ink);
        });
  }

  @Override
  public void text(String text, double x, double y, Anchor anchor, Style style, Ink ink) {
    write(
        () -> {
          xml.writeStartElement("text");
          attribute("x", x);
          attribute("y", y);
          attribute("font-size", style.size());
          if (style.bold()) {
            attribute("font-weight", "bold");
          }
          if (anchor != Anchor.START) {
            attribute("text-anchor", anchor.name().toLowerCase(Locale.ROOT));
          }
          ink("fill", ink);
          xml.writeCharacters(text);
          xml.writeEndElement();
        });
  }

  /** An estimate for usual sans-serif fonts, rather too long: viewers choose their own. */
  @Override
  public double width(String text, Style style) {
    double ems = text.codePoints().mapToDouble(SvgCanvas::ems).sum();
    return ems * style.size() * (style.bold() ? 1.06 : 1);
  }

  private static double ems(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.FORMAT) {
      return 0;
    }
    if (c >= 0x1100) { // Hangul, ideographs, emoji
      return c < 0x2E80 && c > 0x11FF ? 0.7 : 1;
    }
    if (".,;:'|!ijlI()[]".indexOf(c) >= 0) {
      return 0.3;
    }
    return c == ' ' ? 0.3 : "mwMW@%".indexOf(c) >= 0 ? 0.9 : Character.isUpperCase(c) ? 0.7 : 0.57;
  }

  private void stroke(double width, Ink ink) throws XMLStreamException {
    attribute("stroke-width", width);
    ink("stroke", ink);
  }

  private void ink(String what, Ink ink) throws XMLStreamException {
    attribute(what, String.format(Locale.ROOT, "#%06x", ink.rgb()));
    if (ink.opacity() < 1) {
      attribute(what + "-opacity", ink.opacity());
    }
  }

  private void element(String name, String text) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private void attribute(String name, double value) throws XMLStreamException {
    attribute(name, number(value));
  }

  private void attribute(String name, String value) throws XMLStreamException {
    if (name.startsWith("xlink:")) {
      xml.writeAttribute("xlink", XLINK, name.substring("xlink:".length()), value);
    } else {
      xml.writeAttribute(name, value);
    }
  }

  private static String at(Point p) {
    return number(p.x()) + " " + number(p.y());
  }

  /** At most two digits after the point, as few as needed. */
  private static String number(double value) {
    double rounded = Math.round(100 * value) / 100.0;
    return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
  }

  private static void write(Writing writing) {
    try {
      writing.run();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
  }
}
