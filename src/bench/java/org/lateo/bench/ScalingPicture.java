package org.lateo.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.io.IOException;
import java.io.StringWriter;
import java.text.DecimalFormat;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.w3c.dom.Document;

/** Four charts on logarithmic axes, where growth in proportion is a slope of one. */
final class ScalingPicture {
  private static final int WIDTH = 460;
  private static final int HEIGHT = 300;

  private ScalingPicture() {}

  /** One chart: seconds an epoch over a size. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Panel(String axis, String model, int[] sizes, double[] seconds) {}

  /** The panels, two a line, as one SVG file. */
  static String svg(List<Panel> panels) throws IOException {
    SVGGraphics2D graphics = new SVGGraphics2D(document());
    graphics.getGeneratorContext().setPrecision(2);
    graphics.setSVGCanvasSize(new Dimension(2 * WIDTH, (panels.size() + 1) / 2 * HEIGHT));
    for (int i = 0; i < panels.size(); i++) {
      chart(panels.get(i))
          .draw(graphics, new Rectangle(i % 2 * WIDTH, i / 2 * HEIGHT, WIDTH, HEIGHT));
    }
    StringWriter writer = new StringWriter();
    graphics.stream(writer, true);
    return writer.toString();
  }

  private static JFreeChart chart(Panel panel) {
    XYSeries series = new XYSeries("Lateo");
    for (int i = 0; i < panel.sizes().length; i++) {
      series.add(panel.sizes()[i], panel.seconds()[i]);
    }
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
    renderer.setSeriesPaint(0, new Color(0x3b82f6));
    renderer.setSeriesStroke(0, new BasicStroke(2f));
    XYPlot plot =
        new XYPlot(
            new XYSeriesCollection(series), axis(panel.axis()), axis("s an epoch"), renderer);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
    JFreeChart chart = new JFreeChart(panel.model(), null, plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.getTitle().setFont(chart.getTitle().getFont().deriveFont(13f));
    return chart;
  }

  /** Ticks at doublings. */
  private static LogAxis axis(String label) {
    LogAxis axis = new LogAxis(label);
    axis.setBase(2);
    axis.setNumberFormatOverride(new DecimalFormat("#,##0.###"));
    axis.setTickUnit(new NumberTickUnit(1));
    return axis;
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument("http://www.w3.org/2000/svg", "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("Every Java platform has an XML parser", e);
    }
  }
}
