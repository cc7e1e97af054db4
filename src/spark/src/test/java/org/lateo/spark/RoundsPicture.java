package org.lateo.spark;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/** Two charts beside one another: the efficiency of rounds, and the bound of shards. */
final class RoundsPicture {
  private static final int WIDTH = 340;
  private static final int HEIGHT = 220;
  private static final int LEFT = 60;
  private static final int TOP = 40;
  private static final int BETWEEN = 110;
  private static final int LINE = 15;
  private static final List<String> COLOURS = List.of("#1d4ed8", "#b45309", "#15803d", "#9f1239");

  private RoundsPicture() {}

  /** A point of a line. */
  private record Point(double x, double y) {}

  /**
   * The picture.
   *
   * @param efficiency steps a round, two columns of seconds, and their quotient
   * @param bound shards, pass, bound
   */
  static String svg(List<String[]> efficiency, List<String[]> bound) {
    Map<String, List<Point>> shares =
        Map.of(
            "", efficiency.stream().map(row -> new Point(number(row[0]), number(row[3]))).toList());
    Map<String, List<Point>> bounds =
        bound.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row[0],
                    LinkedHashMap::new,
                    Collectors.mapping(
                        row -> new Point(number(row[1]), number(row[2])), Collectors.toList())));
    List<Point> all = bounds.values().stream().flatMap(List::stream).toList();
    double lowest = all.stream().mapToDouble(Point::y).min().orElseThrow();
    double highest = all.stream().mapToDouble(Point::y).max().orElseThrow();
    int passes = (int) all.stream().mapToDouble(Point::x).max().orElseThrow();
    int most = (int) shares.get("").stream().mapToDouble(Point::x).max().orElseThrow();
    int width = LEFT + WIDTH + BETWEEN + WIDTH + BETWEEN;
    return String.format(
        Locale.ROOT,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
            + " font-family=\"sans-serif\" font-size=\"13\">%n"
            + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n%s%s</svg>%n",
        width,
        TOP + HEIGHT + 60,
        chart(
            LEFT,
            "Share of a round that is training",
            "steps a round",
            new Axis(0, most, most / 4.0),
            new Axis(0, 1, 0.25),
            shares),
        chart(
            LEFT + WIDTH + BETWEEN,
            "Validation bound in nats, by shards",
            "passes over the rows",
            new Axis(0, passes, passes / 4.0),
            Axis.of(lowest, highest),
            bounds));
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  /** An axis from its first to its last number, with ticks. */
  private record Axis(double first, double last, double tick) {
    /** Ticks at multiples of ten. */
    static Axis of(double lowest, double highest) {
      return new Axis(10 * Math.floor(lowest / 10), 10 * Math.ceil(highest / 10), 10);
    }

    DoubleUnaryOperator on(double from, double to) {
      return value -> from + (value - first) / (last - first) * (to - from);
    }
  }

  private static String chart(
      int left, String title, String below, Axis x, Axis y, Map<String, List<Point>> lines) {
    DoubleUnaryOperator across = x.on(left, left + WIDTH);
    DoubleUnaryOperator up = y.on(TOP + HEIGHT, TOP);
    StringBuilder svg = new StringBuilder();
    svg.append(text(left, TOP - 16, "start", "font-weight=\"bold\"", title));
    svg.append(text(left + WIDTH / 2.0, TOP + HEIGHT + 42, "middle", "", below));
    for (double tick = y.first(); tick <= y.last() + 1e-9; tick += y.tick()) {
      double at = up.applyAsDouble(tick);
      svg.append(path("#d4d4d8", 1, "M%d %.1fH%d", left, at, left + WIDTH));
      svg.append(text(left - 8, at + 4, "end", "", label(tick)));
    }
    for (double tick = x.first(); tick <= x.last() + 1e-9; tick += x.tick()) {
      svg.append(text(across.applyAsDouble(tick), TOP + HEIGHT + 20, "middle", "", label(tick)));
    }
    int number = 0;
    double name = TOP - LINE;
    for (Map.Entry<String, List<Point>> line : highestFirst(lines)) {
      String colour = COLOURS.get(number++ % COLOURS.size());
      name = Math.max(up.applyAsDouble(last(line).y()) + 4, name + LINE);
      svg.append(line(line.getValue(), colour, across, up));
      svg.append(
          text(left + WIDTH + 8, name, "start", "fill=\"" + colour + "\"", name(line.getKey())));
    }
    return svg.toString();
  }

  /** In the order of their ends, so that each name can stand below the one before. */
  private static List<Map.Entry<String, List<Point>>> highestFirst(Map<String, List<Point>> lines) {
    return lines.entrySet().stream()
        .sorted(Comparator.comparingDouble(line -> -last(line).y()))
        .toList();
  }

  private static Point last(Map.Entry<String, List<Point>> line) {
    return line.getValue().get(line.getValue().size() - 1);
  }

  private static String name(String shards) {
    return shards.isEmpty() ? "" : shards + (shards.equals("1") ? " shard" : " shards");
  }

  private static String line(
      List<Point> points, String colour, DoubleUnaryOperator across, DoubleUnaryOperator up) {
    StringBuilder svg = new StringBuilder();
    String path =
        points.stream()
            .map(p -> at(across.applyAsDouble(p.x()), up.applyAsDouble(p.y())))
            .collect(Collectors.joining("L", "M", ""));
    svg.append(path(colour, 2, "%s", path));
    for (Point point : points) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n",
              across.applyAsDouble(point.x()),
              up.applyAsDouble(point.y()),
              colour));
    }
    return svg.toString();
  }

  private static String at(double x, double y) {
    return String.format(Locale.ROOT, "%.1f %.1f", x, y);
  }

  private static String label(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static String text(double x, double y, String anchor, String more, String said) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>%n",
        x,
        y,
        anchor,
        more,
        said);
  }

  private static String path(String colour, int width, String format, Object... values) {
    return String.format(
        Locale.ROOT,
        "<path fill=\"none\" stroke=\"%s\" stroke-width=\"%d\" d=\"%s\"/>%n",
        colour,
        width,
        String.format(Locale.ROOT, format, values));
  }
}
