package org.lateo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.lateo.semisupervised.LearningCurve;
import org.lateo.semisupervised.LearningCurve.Point;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/**
 * What few labels are worth: the error of several methods on several sets, mean and spread over
 * draws of the labels, and the differences to the features themselves on the same draws.
 *
 * <p>Each training is written to a file as soon as it is done. What is in the file is not measured
 * again, so that a run can be stopped, gone on with, and parted by set, method and number of
 * labels.
 */
public final class FewLabelsTable {
  private FewLabelsTable() {}

  /**
   * @param arguments sets, as in {@code digits,mnist=FOLDER,letter=FILE} (see {@link
   *     FewLabelsSet}); methods, as in {@code raw,m1,auto} or {@code all}; numbers of labels, as in
   *     {@code 50,100,1000}; how many draws; the folder of results
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 5) {
      throw new IllegalArgumentException(
          "Expected SETS METHODS LABELS DRAWS RESULTS, found " + Arrays.toString(arguments));
    }
    List<String> names =
        arguments[1].equals("all") ? FewLabelsMethods.NAMES : List.of(arguments[1].split(","));
    List<Integer> labels = Arrays.stream(arguments[2].split(",")).map(Integer::valueOf).toList();
    List<Long> draws = LongStream.rangeClosed(1, Long.parseLong(arguments[3])).boxed().toList();
    Path results = Path.of(arguments[4]);
    Files.createDirectories(results);
    Map<String, List<Point>> points = new LinkedHashMap<>();
    for (String set : arguments[0].split(",")) {
      FewLabelsSet data = FewLabelsSet.read(set);
      points.put(data.name(), measure(data, names, labels, draws, results));
    }
    points.forEach((set, of) -> System.out.println(set + "\n" + table(names, of)));
  }

  private static List<Point> measure(
      FewLabelsSet data, List<String> names, List<Integer> labels, List<Long> draws, Path results)
      throws IOException {
    FewLabelsMethods methods = new FewLabelsMethods(data.name(), data.train(), results);
    Map<String, Function<Dataset<Label>, Model<Label>>> chosen = new LinkedHashMap<>();
    names.forEach(name -> chosen.put(name, rows -> methods.train(name, rows)));
    Path file = results.resolve(data.name() + ".csv");
    List<Point> points =
        new LearningCurve(data.train(), data.test())
            .measure(chosen, labels, draws, read(file), point -> write(file, point));
    if (methods.secondsOfEncoder() > 0) {
      System.out.printf(
          Locale.ROOT,
          "%s: %.0f s for the autoencoder, which are in the first training that needs it%n",
          data.name(),
          methods.secondsOfEncoder());
    }
    return points;
  }

  /** The error of each method, by how much it differs from that of raw, and its time. */
  private static String table(List<String> methods, List<Point> points) {
    StringBuilder table = new StringBuilder(LearningCurve.table(methods, points));
    table.append("\n| less than raw, points | labels | mean ± sd of the differences | seconds |\n");
    table.append("|---|---|---|---|\n");
    for (int labels : new TreeSet<>(points.stream().map(Point::labels).toList())) {
      for (String method : methods) {
        double[] gains = gains(method, labels, points);
        double mean = Arrays.stream(gains).average().orElse(Double.NaN);
        double squares = Arrays.stream(gains).map(g -> (g - mean) * (g - mean)).sum();
        double seconds =
            points.stream()
                .filter(p -> p.method().equals(method) && p.labels() == labels)
                .mapToDouble(Point::seconds)
                .average()
                .orElse(Double.NaN);
        table.append(
            String.format(
                Locale.ROOT,
                "| %s | %d | %.2f ± %.2f | %.0f |%n",
                method,
                labels,
                mean,
                Math.sqrt(squares / (gains.length - 1)),
                seconds));
      }
    }
    return table.toString();
  }

  /** Points of error by which a method is better than raw, draw by draw. */
  private static double[] gains(String method, int labels, List<Point> points) {
    return points.stream()
        .filter(p -> p.method().equals(method) && p.labels() == labels)
        .flatMapToDouble(
            p ->
                points.stream()
                    .filter(r -> r.method().equals("raw"))
                    .filter(r -> r.labels() == labels && r.draw() == p.draw())
                    .mapToDouble(r -> 100 * (r.error() - p.error())))
        .toArray();
  }

  private static List<Point> read(Path file) throws IOException {
    List<Point> points = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] cells = line.split(",");
        points.add(
            new Point(
                cells[0],
                Integer.parseInt(cells[1]),
                Long.parseLong(cells[2]),
                Double.parseDouble(cells[3]),
                Double.parseDouble(cells[4])));
      }
    }
    return points;
  }

  private static void write(Path file, Point p) {
    String line =
        String.format(
            Locale.ROOT,
            "%s,%d,%d,%.5f,%.0f%n",
            p.method(),
            p.labels(),
            p.draw(),
            p.error(),
            p.seconds());
    System.out.print(line);
    try {
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
