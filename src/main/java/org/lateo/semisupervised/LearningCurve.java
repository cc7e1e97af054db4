package org.lateo.semisupervised;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lateo.codes.SemiSupervisedTrainer;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;

/**
 * Error against the number of labels, for several methods on the same draws of labels: what a label
 * is worth, and what a method makes of it.
 *
 * <p>A draw keeps so many labels, stratified, and hides the others ({@link LabelMasking#keep}).
 */
public final class LearningCurve {
  private final Dataset<Label> train;
  private final Dataset<Label> test;

  /**
   * One training.
   *
   * @param method its name
   * @param labels how many labels were kept
   * @param draw the seed that they were drawn by
   * @param error the share of the test rows that are told wrong
   * @param seconds how long training took
   */
  public record Point(String method, int labels, long draw, double error, double seconds) {}

  /**
   * @param train rows whose labels are hidden but for a few
   * @param test labelled rows
   */
  public LearningCurve(Dataset<Label> train, Dataset<Label> test) {
    this.train = train;
    this.test = test;
  }

  /**
   * A trainer as a method: one that can use unlabelled rows has all, others have the labelled ones.
   * Each training is its first, so that a point does not depend on those before it.
   */
  public static Function<Dataset<Label>, Model<Label>> method(Trainer<Label> trainer) {
    return trainer instanceof SemiSupervisedTrainer<Label> semi
        ? rows -> semi.train(rows, Map.of(), 0)
        : rows -> trainer.train(LabelMasking.labelledRows(rows), Map.of(), 0);
  }

  /**
   * Trains and tests each method on each draw of each number of labels.
   *
   * @param methods by name, from partly labelled rows to a model
   * @param labels how many to keep
   * @param draws the seeds that they are drawn by
   * @param known points that are there already, such as those of an earlier run; they are not
   *     measured again
   * @param each is told of each point as soon as it is measured
   * @return the known points and the new ones
   */
  public List<Point> measure(
      Map<String, Function<Dataset<Label>, Model<Label>>> methods,
      List<Integer> labels,
      List<Long> draws,
      Collection<Point> known,
      Consumer<Point> each) {
    List<Point> points = new ArrayList<>(known);
    for (int count : labels) {
      for (long draw : draws) {
        for (String name : methods.keySet()) {
          if (known.stream().noneMatch(p -> isOf(p, name, count, draw))) {
            Point point = measure(name, methods.get(name), count, draw);
            points.add(point);
            each.accept(point);
          }
        }
      }
    }
    return points;
  }

  private static boolean isOf(Point point, String method, int labels, long draw) {
    return point.method().equals(method) && point.labels() == labels && point.draw() == draw;
  }

  private Point measure(
      String name, Function<Dataset<Label>, Model<Label>> method, int labels, long draw) {
    Dataset<Label> few = LabelMasking.keep(train, labels, draw);
    long start = System.nanoTime();
    Model<Label> model = method.apply(few);
    double seconds = (System.nanoTime() - start) / 1e9;
    double error = 1 - new LabelEvaluator().evaluate(model, test).accuracy();
    return new Point(name, labels, draw, error, seconds);
  }

  /**
   * A table for people: a line for each method, a column for each number of labels, of the error in
   * per cent, mean ± standard deviation over the draws.
   *
   * @param methods in the order of the lines
   */
  public static String table(Collection<String> methods, Collection<Point> points) {
    TreeSet<Integer> counts = new TreeSet<>(points.stream().map(Point::labels).toList());
    StringBuilder table = new StringBuilder("| error % |");
    counts.forEach(count -> table.append(' ').append(count).append(" labels |"));
    table.append("\n|---|").append("---|".repeat(counts.size())).append('\n');
    for (String method : methods) {
      table.append("| ").append(method).append(" |");
      counts.forEach(count -> table.append(' ').append(cell(method, count, points)).append(" |"));
      table.append('\n');
    }
    return table.toString();
  }

  private static String cell(String method, int labels, Collection<Point> points) {
    double[] errors =
        points.stream()
            .filter(p -> p.method().equals(method) && p.labels() == labels)
            .mapToDouble(p -> 100 * p.error())
            .toArray();
    double mean = 0;
    for (double error : errors) {
      mean += error / errors.length;
    }
    double squares = 0;
    for (double error : errors) {
      squares += (error - mean) * (error - mean);
    }
    return switch (errors.length) {
      case 0 -> "";
      case 1 -> String.format(Locale.ROOT, "%.2f", mean);
      default ->
          String.format(Locale.ROOT, "%.2f ± %.2f", mean, Math.sqrt(squares / (errors.length - 1)));
    };
  }
}
