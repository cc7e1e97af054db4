package org.lateo.app.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYDataset;

/**
 * How charts look: axes without lines, faint horizontal rules, colours for light and dark pages.
 */
final class ChartStyle {
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  /** The room around a tick label; the larger, the fewer labels. */
  private static final RectangleInsets ROOM = new RectangleInsets(6, 12, 6, 12);

  private static final Color FAINT = faded(SvgCanvas.INK, 40);

  /** Okabe and Ito's colours, which most colour-blind people can tell apart, and two more. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x3b82f6),
          new Color(0xe69f00),
          new Color(0x009e73),
          new Color(0xd55e00),
          new Color(0xcc79a7),
          new Color(0x56b4e9),
          new Color(0xb8a90f),
          new Color(0x7c5cd6),
          new Color(0x8c6d46),
          new Color(0x8a8f98));

  private ChartStyle() {}

  static Color colour(int series) {
    return COLOURS.get(series % COLOURS.size());
  }

  static String css(int series) {
    return String.format("#%06x", colour(series).getRGB() & 0xffffff);
  }

  static Color faded(Color colour, int alpha) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
  }

  static NumberAxis axis(String label) {
    NumberAxis axis = new NumberAxis(label);
    axis.setAutoRangeIncludesZero(false);
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    axis.setTickLabelFont(FONT);
    axis.setTickLabelInsets(ROOM);
    axis.setTickLabelPaint(SvgCanvas.INK);
    axis.setLabelFont(FONT);
    axis.setLabelPaint(SvgCanvas.INK);
    return axis;
  }

  static JFreeChart chart(XYDataset data, NumberAxis x, NumberAxis y, XYItemRenderer renderer) {
    XYPlot plot = new XYPlot(data, x, y, renderer);
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(FAINT);
    plot.setRangeGridlineStroke(new BasicStroke(1));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    JFreeChart chart = new JFreeChart(null, null, plot, false);
    chart.setBackgroundPaint(null);
    return chart;
  }
}
