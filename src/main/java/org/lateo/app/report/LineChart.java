package org.lateo.app.report;

import java.awt.BasicStroke;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Lines over a common axis.
 *
 * @param caption what the chart shows
 * @param x the horizontal axis's label
 * @param y the vertical axis's label, with its unit
 * @param lines at least one
 */
public record LineChart(String caption, String x, String y, List<Line> lines) implements Block {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 300;
  private static final float STROKE = 2.2f;

  /**
   * One of the lines.
   *
   * @param name the name in the legend
   * @param points points in the order of x; those whose y is not finite are left out
   */
  public record Line(String name, List<Point> points) {
    /** A line with a point for each of some values. */
    public static <T> Line of(
        String name, List<T> values, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
      return new Line(
          name,
          values.stream().map(v -> new Point(x.applyAsDouble(v), y.applyAsDouble(v))).toList());
    }
  }

  /** A point of a chart, in the units of its axes. */
  public record Point(double x, double y) {}

  @Override
  public String html(String id) {
    NumberAxis horizontal = ChartStyle.axis(x);
    if (countsSteps()) {
      horizontal.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    }
    String svg =
        SvgCanvas.draw(
            ChartStyle.chart(data(), horizontal, ChartStyle.axis(null), renderer()),
            WIDTH,
            HEIGHT,
            id);
    List<String> names = lines.stream().map(Line::name).toList();
    return Html.figure("chart", Legend.html(y, names) + svg, caption);
  }

  /** Whether the horizontal axis counts something, such as epochs. */
  private boolean countsSteps() {
    return lines.stream()
        .flatMap(line -> line.points().stream())
        .allMatch(point -> point.x() == Math.rint(point.x()));
  }

  private XYDataset data() {
    XYSeriesCollection data = new XYSeriesCollection();
    for (int i = 0; i < lines.size(); i++) {
      XYSeries series = new XYSeries(i);
      for (Point point : lines.get(i).points()) {
        if (Double.isFinite(point.y())) {
          series.add(point.x(), point.y());
        }
      }
      data.addSeries(series);
    }
    return data;
  }

  private XYLineAndShapeRenderer renderer() {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    for (int i = 0; i < lines.size(); i++) {
      renderer.setSeriesPaint(i, ChartStyle.colour(i));
      renderer.setSeriesStroke(
          i, new BasicStroke(STROKE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }
    return renderer;
  }
}
