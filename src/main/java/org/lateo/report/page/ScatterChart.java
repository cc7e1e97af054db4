package org.lateo.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lateo.report.page.Legend.Entry;
import org.lateo.report.page.LineChart.Point;

/**
 * Points in a plane, coloured by class.
 *
 * @param caption what the chart shows
 * @param x the horizontal axis's title
 * @param y the vertical axis's title
 * @param groups the points of each class; a class without a name is not in the legend
 */
public record ScatterChart(String caption, String x, String y, List<Group> groups)
    implements Block {

  /**
   * Points of a class.
   *
   * @param name the name in the legend; may be empty
   * @param points the points, in any order
   */
  public record Group(String name, List<Point> points) {}

  /**
   * The points of each class, in the order of the classes' names; what is beyond the first looks is
   * one group.
   *
   * @param classes the class of each point
   */
  public static List<Group> groups(List<String> classes, List<Point> points) {
    Map<String, List<Point>> groups = new TreeMap<>();
    for (int i = 0; i < points.size(); i++) {
      groups.computeIfAbsent(classes.get(i), name -> new ArrayList<>()).add(points.get(i));
    }
    List<Group> all =
        groups.entrySet().stream().map(e -> new Group(e.getKey(), e.getValue())).toList();
    return all.size() <= Legend.LOOKS ? all : merged(all);
  }

  private static List<Group> merged(List<Group> groups) {
    List<Group> merged = new ArrayList<>(groups.subList(0, Legend.LOOKS - 1));
    List<Point> others = new ArrayList<>();
    groups.subList(Legend.LOOKS - 1, groups.size()).forEach(g -> others.addAll(g.points()));
    merged.add(new Group("others", others));
    return merged;
  }

  @Override
  public String html() {
    Plot plot = new Plot(axis(x, Point::x), axis(y, Point::y));
    String drawing =
        IntStream.range(0, groups.size())
            .mapToObj(i -> Plot.path("dots " + Legend.look(i), data(groups.get(i), plot)))
            .collect(Collectors.joining());
    List<Entry> names =
        IntStream.range(0, groups.size())
            .mapToObj(i -> new Entry(groups.get(i).name(), Legend.look(i)))
            .filter(entry -> !entry.name().isEmpty())
            .toList();
    String chart = plot.html("map", description(), drawing, "");
    return Html.figure("chart", Legend.html(y, "dots", names) + chart, caption);
  }

  private Axis axis(String title, ToDoubleFunction<Point> of) {
    return Axis.of(
            title, groups.stream().flatMap(g -> g.points().stream()).mapToDouble(of).toArray())
        .padded();
  }

  private static String data(Group group, Plot plot) {
    return group.points().stream()
        .map(point -> "M" + plot.point(point.x(), point.y()) + "h0")
        .collect(Collectors.joining());
  }

  private String description() {
    long points = groups.stream().mapToLong(group -> group.points().size()).sum();
    String names =
        groups.stream()
            .map(Group::name)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.joining(", "));
    return points + " points by " + x + " and " + y + (names.isEmpty() ? "." : ": " + names + ".");
  }
}
