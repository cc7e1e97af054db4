package org.lateo.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lateo.report.page.Legend.Entry;

/**
 * Lines over a common axis.
 *
 * @param caption what the chart shows
 * @param x the horizontal axis's title
 * @param y the vertical axis's title, with its unit
 * @param lines at least one; one that is by chance is drawn faintly
 * @param isOfShares whether both axes are shares, from 0 to 1, in a square
 */
public record LineChart(String caption, String x, String y, List<Line> lines, boolean isOfShares)
    implements Block {
  private static final double[] UNIT = {0, 1};
  private static final String CHANCE = "chance";

  /** A chart whose axes follow from its points. */
  public LineChart(String caption, String x, String y, List<Line> lines) {
    this(caption, x, y, lines, false);
  }

  /** A chart of shares, both axes from 0 to 1. */
  public static LineChart ofShares(String caption, String x, String y, List<Line> lines) {
    return new LineChart(caption, x, y, lines, true);
  }

  /**
   * One of the lines.
   *
   * @param name the name in the legend
   * @param points points in the order of x; those whose y is not finite are left out
   * @param isChance whether this is what chance would give
   */
  public record Line(String name, List<Point> points, boolean isChance) {
    /** A line of measured points. */
    public Line(String name, List<Point> points) {
      this(name, points, false);
    }

    /** A line with a point for each of some values. */
    public static <T> Line of(
        String name, List<T> values, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
      return new Line(
          name,
          values.stream().map(v -> new Point(x.applyAsDouble(v), y.applyAsDouble(v))).toList());
    }

    /** The diagonal of a chart of shares. */
    public static Line diagonal(String name) {
      return new Line(name, List.of(new Point(0, 0), new Point(1, 1)), true);
    }
  }

  /** A point of a chart, in the units of its axes. */
  public record Point(double x, double y) {}

  @Override
  public String html() {
    Plot plot = new Plot(axis(x, Point::x), axis(y, Point::y).rounded());
    List<String> looks = looks();
    String drawing =
        IntStream.range(0, lines.size())
            .mapToObj(i -> Plot.path("line " + looks.get(i), data(lines.get(i), plot)))
            .collect(Collectors.joining());
    List<Entry> names =
        IntStream.range(0, lines.size())
            .mapToObj(i -> new Entry(lines.get(i).name(), looks.get(i)))
            .toList();
    String chart = plot.html(isOfShares ? "square" : "wide", description(), drawing, "");
    return Html.figure(
        isOfShares ? "chart square" : "chart", Legend.html(y, "line", names) + chart, caption);
  }

  private List<String> looks() {
    List<String> looks = new ArrayList<>();
    int measured = 0;
    for (Line line : lines) {
      looks.add(line.isChance() ? CHANCE : Legend.look(measured++));
    }
    return looks;
  }

  private Axis axis(String title, ToDoubleFunction<Point> of) {
    double[] values =
        isOfShares
            ? UNIT
            : lines.stream().flatMap(l -> finite(l).stream()).mapToDouble(of).toArray();
    return Axis.of(title, values);
  }

  private static List<Point> finite(Line line) {
    return line.points().stream().filter(point -> Double.isFinite(point.y())).toList();
  }

  private static String data(Line line, Plot plot) {
    List<String> points =
        finite(line).stream().map(point -> plot.point(point.x(), point.y())).distinct().toList();
    String path = points.isEmpty() ? "M0 0" : "M" + String.join("L", points);
    return points.size() == 1 ? path + "h0" : path; // A dot.
  }

  private String description() {
    return lines.stream()
        .map(LineChart::summary)
        .collect(Collectors.joining("; ", y + " against " + x + ": ", "."));
  }

  private static String summary(Line line) {
    List<Point> points = finite(line);
    if (points.isEmpty()) {
      return line.name() + " without a point";
    }
    Point last = points.get(points.size() - 1);
    return String.format(
        Locale.ROOT, "%s from %.4g to %.4g", line.name(), points.get(0).y(), last.y());
  }
}
