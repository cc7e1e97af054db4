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
import java.util.function.Function;
import java.util.stream.LongStream;
import org.lateo.semisupervised.LearningCurve;
import org.lateo.semisupervised.LearningCurve.Point;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/**
 * What few labels are worth on images of digits: the error of several methods, mean and spread over
 * draws of the labels, as one table.
 *
 * <p>Each training is written to a file as soon as it is done. What is in the file is not measured
 * again, so that a run can be stopped, gone on with, and parted by method and number of labels.
 */
public final class FewLabelsTable {
  private FewLabelsTable() {}

  /**
   * @param arguments {@code digits} or the folder of MNIST's files; methods, as in {@code
   *     raw,m1,m2} or {@code all}; numbers of labels, as in {@code 100,1000}; how many draws; the
   *     folder of results
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 5) {
      throw new IllegalArgumentException(
          "Expected digits|FOLDER METHODS LABELS DRAWS RESULTS, found "
              + Arrays.toString(arguments));
    }
    boolean digits = arguments[0].equals("digits");
    Path results = Path.of(arguments[4]);
    Files.createDirectories(results);
    Dataset<Label> train = images(digits, arguments[0], "train");
    Dataset<Label> test = images(digits, arguments[0], "test");
    FewLabelsMethods methods = new FewLabelsMethods(digits, train, results);
    Map<String, Function<Dataset<Label>, Model<Label>>> chosen = new LinkedHashMap<>();
    for (String name :
        arguments[1].equals("all") ? FewLabelsMethods.NAMES : List.of(arguments[1].split(","))) {
      chosen.put(name, rows -> methods.train(name, rows));
    }
    Path file = results.resolve((digits ? "digits" : "mnist") + ".csv");
    List<Integer> labels = Arrays.stream(arguments[2].split(",")).map(Integer::valueOf).toList();
    List<Long> draws = LongStream.rangeClosed(1, Long.parseLong(arguments[3])).boxed().toList();
    List<Point> points =
        new LearningCurve(train, test)
            .measure(chosen, labels, draws, read(file), point -> write(file, point));
    System.out.println(LearningCurve.table(FewLabelsMethods.NAMES, points));
  }

  private static Dataset<Label> images(boolean digits, String folder, String part) {
    String name = digits ? "digits-" + part : part.equals("test") ? "t10k" : part;
    Path files = digits ? Path.of("test-data") : Path.of(folder);
    TableOptions options =
        TableOptions.of(files.resolve(name + "-images-idx3-ubyte.gz"))
            .withLabels(files.resolve(name + "-labels-idx1-ubyte.gz"));
    return Table.read(options).labels();
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
