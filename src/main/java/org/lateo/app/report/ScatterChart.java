package org.lateo.app.report;

import java.awt.Polygon;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Points in a plane, coloured by class.
 *
 * @param caption what the chart shows
 * @param x the horizontal axis's label
 * @param y the vertical axis's label
 * @param groups the points of each class; a class without a name is not in the legend
 */
public record ScatterChart(String caption, String x, String y, List<Group> groups)
    implements Block {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 560;
  private static final int ALPHA = 170;

  /** An octagon, which looks round at this size and takes a third of a circle's text. */
  private static final Shape DOT =
      AffineTransform.getScaleInstance(0.25, 0.25)
          .createTransformedShape(
              new Polygon(
                  new int[] {-4, 4, 10, 10, 4, -4, -10, -10},
                  new int[] {-10, -10, -4, 4, 10, 10, 4, -4},
                  8));

  /**
   * Points of a class.
   *
   * @param name the name in the legend; may be empty
   * @param points the points, in any order
   */
  public record Group(String name, List<LineChart.Point> points) {}

  /**
   * The points of each class, in the order of the classes' names.
   *
   * @param classes the class of each point
   */
  public static List<Group> groups(List<String> classes, List<LineChart.Point> points) {
    Map<String, List<LineChart.Point>> groups = new TreeMap<>();
    for (int i = 0; i < points.size(); i++) {
      groups.computeIfAbsent(classes.get(i), name -> new ArrayList<>()).add(points.get(i));
    }
    return groups.entrySet().stream().map(e -> new Group(e.getKey(), e.getValue())).toList();
  }

  @Override
  public String html(String id) {
    NumberAxis vertical = ChartStyle.axis(null);
    String svg =
        SvgCanvas.draw(
            ChartStyle.chart(data(), ChartStyle.axis(x), vertical, renderer()), WIDTH, HEIGHT, id);
    List<String> names = groups.stream().map(Group::name).filter(n -> !n.isEmpty()).toList();
    return Html.figure("chart", Legend.html(y, names) + svg, caption);
  }

  private XYDataset data() {
    XYSeriesCollection data = new XYSeriesCollection();
    for (int i = 0; i < groups.size(); i++) {
      XYSeries series = new XYSeries(i, false);
      groups.get(i).points().forEach(point -> series.add(point.x(), point.y()));
      data.addSeries(series);
    }
    return data;
  }

  private XYLineAndShapeRenderer renderer() {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    renderer.setDrawOutlines(false);
    for (int i = 0; i < groups.size(); i++) {
      renderer.setSeriesShape(i, DOT);
      renderer.setSeriesPaint(i, ChartStyle.faded(ChartStyle.colour(i), ALPHA));
    }
    return renderer;
  }
}
