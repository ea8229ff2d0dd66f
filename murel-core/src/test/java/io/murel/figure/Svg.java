package io.murel.figure;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A figure as an XML parser reads it. */
record Svg(Element root) {

  static Svg of(TraceFigure figure) {
    return parse(figure.svg());
  }

  static Svg parse(String text) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      InputSource source = new InputSource(new StringReader(text));
      return new Svg(factory.newDocumentBuilder().parse(source).getDocumentElement());
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError(e.getMessage() + " in " + text, e);
    }
  }

  /** All groups of a class, in the order in which they are drawn. */
  List<Svg> groups(String kind) {
    return all("g").stream().filter(g -> g.attribute("class").equals(kind)).toList();
  }

  List<Svg> all(String name) {
    NodeList nodes = root.getElementsByTagName(name);
    List<Svg> out = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      out.add(new Svg((Element) nodes.item(i)));
    }
    return out;
  }

  String attribute(String name) {
    return root.getAttribute(name);
  }

  /** What pointing at it says. */
  String title() {
    return all("title").get(0).root.getTextContent();
  }

  /** The texts one can read, one after the other. */
  List<String> texts() {
    return all("text").stream().map(text -> text.root.getTextContent()).toList();
  }

  /** "x y width height" of a rectangle. */
  String place() {
    return String.join(
        " ", attribute("x"), attribute("y"), attribute("width"), attribute("height"));
  }
}
