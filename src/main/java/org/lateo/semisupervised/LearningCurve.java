package org.lateo.semisupervised;

import java.util.ArrayList;
import java.util.Arrays;
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
 * The error of several methods against the number of labels, on the same draws of labels.
 *
 * <p>A draw keeps a number of labels, stratified, and hides the others ({@link LabelMasking#keep}).
 *
 * @param train labelled rows, of whose labels all but a few are hidden
 * @param test labelled rows
 */
public record LearningCurve(Dataset<Label> train, Dataset<Label> test) {
  /**
   * One training.
   *
   * @param method the method's name
   * @param labels how many labels were kept
   * @param draw the seed by which the labels were drawn
   * @param error the share of test rows that the model misclassifies
   * @param seconds how long training took
   */
  public record Point(String method, int labels, long draw, double error, double seconds) {}

  /**
   * A trainer as a method: a semi-supervised trainer is given all rows, others the labelled rows.
   * Each training is the trainer's first, so that a point does not depend on earlier points.
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
   * @param labels the numbers of labels to keep
   * @param draws the seeds by which labels are drawn
   * @param known points that need not be measured again, such as those of an earlier run
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
   * A Markdown table of the error in per cent, mean ± standard deviation over the draws: a line for
   * each method, a column for each number of labels.
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
    double mean = Arrays.stream(errors).average().orElse(0);
    double squares = Arrays.stream(errors).map(error -> (error - mean) * (error - mean)).sum();
    return switch (errors.length) {
      case 0 -> "";
      case 1 -> String.format(Locale.ROOT, "%.2f", mean);
      default ->
          String.format(Locale.ROOT, "%.2f ± %.2f", mean, Math.sqrt(squares / (errors.length - 1)));
    };
  }
}
