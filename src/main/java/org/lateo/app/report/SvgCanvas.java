package org.lateo.app.report;

import java.awt.Color;
import java.awt.Rectangle;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.apache.batik.svggen.SVGSyntax;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Draws charts as SVG elements for a page. */
final class SvgCanvas {
  /** A placeholder for the colour of the text around the chart. */
  static final Color INK = new Color(1, 2, 3);

  private static final String NAMESPACE = "http://www.w3.org/2000/svg";

  private SvgCanvas() {}

  /**
   * The chart as one {@code svg} element.
   *
   * @param id unique in the page, since every id inside the element starts with it
   */
  static String draw(JFreeChart chart, int width, int height, String id) {
    SVGGraphics2D graphics = new SVGGraphics2D(context(id), false);
    chart.draw(graphics, new Rectangle(width, height));
    Element root = graphics.getRoot();
    root.setAttribute("viewBox", "0 0 " + width + " " + height);
    return element(graphics, root)
        .replace("rgb(1,2,3)", "currentColor")
        .replace(SVGSyntax.ID_PREFIX_GENERIC_DEFS, id);
  }

  private static SVGGeneratorContext context(String id) {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
    context.setIDGenerator(new PrefixedIds(id));
    context.setPrecision(2);
    context.setComment("");
    return context;
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(NAMESPACE, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("Every Java platform has an XML parser", e);
    }
  }

  /** The element without the XML declaration and document type before it. */
  private static String element(SVGGraphics2D graphics, Element root) {
    StringWriter writer = new StringWriter();
    try {
      graphics.stream(root, writer, false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String document = writer.toString();
    return document.substring(document.indexOf("<svg"));
  }

  private static final class PrefixedIds extends SVGIDGenerator {
    private final String start;

    PrefixedIds(String start) {
      this.start = start.toLowerCase(Locale.ROOT) + "-";
    }

    @Override
    public String generateID(String prefix) {
      return start + super.generateID(prefix);
    }
  }
}
