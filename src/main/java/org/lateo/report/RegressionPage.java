package org.lateo.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.bayes.UncertainPrediction;
import org.lateo.report.UnusualSection.Column;
import org.lateo.report.page.Block;
import org.lateo.report.page.KeyFigures;
import org.lateo.report.page.KeyFigures.KeyFigure;
import org.lateo.report.page.LineChart;
import org.lateo.report.page.LineChart.Line;
import org.lateo.report.page.LineChart.Point;
import org.lateo.report.page.Page;
import org.lateo.report.page.ScatterChart;
import org.lateo.report.page.ScatterChart.Group;
import org.lateo.report.page.Section;
import org.lateo.tables.Names;
import org.tribuo.Example;
import org.tribuo.regression.Regressor;

/** What a report tells of a network that predicts numbers, and of how sure it is. */
final class RegressionPage {
  /** More dots would hide each other. */
  private static final int MOST_DOTS = 1500;

  /** More charts of a kind would hide the page. */
  private static final int MOST_TARGETS = 4;

  private static final int GROUPS = 10;
  private static final int LEVELS = 20;

  /** Of variances: less than this is a standard deviation that is five per cent larger. */
  private static final double LEAST_RATIO = 1.1;

  private static final double LOW = 0.05;
  private static final double HIGH = 0.95;

  private static final String PREDICTED =
      "Each dot is a row. The nearer dots lie to the diagonal, the better the predictions.";
  private static final String INTERVALS =
      "Of ten numbers, nine should lie below the quantile that is predicted for nine in ten.";
  private static final String SURENESS =
      "A network that knows what it does not know errs more where it predicts a wider spread.";

  private final Facts facts;
  private final BayesianRegressionModel model;
  private final List<String> names;

  /** Rows whose targets are known, by their places from 0. */
  private final int[] known;

  /** Of the known rows, in their order. */
  private final List<UncertainPrediction> predictions;

  /** Of the known rows, {@code [known, dimensions]}. */
  private final double[][] targets;

  RegressionPage(Facts facts, BayesianRegressionModel model) {
    this.facts = facts;
    this.model = model;
    String[] dimensions = Regressor.extractNames(model.getOutputIDInfo());
    this.names = List.of(dimensions);
    List<? extends Example<?>> rows = facts.examples();
    this.known =
        IntStream.range(0, rows.size()).filter(row -> isOf(dimensions, rows.get(row))).toArray();
    this.predictions =
        known.length == 0
            ? List.of()
            : model.explain(Arrays.stream(known).<Example<?>>mapToObj(rows::get).toList());
    this.targets =
        Arrays.stream(known)
            .mapToObj(row -> output(rows.get(row)).getValues())
            .toArray(double[][]::new);
  }

  /** Not of rows without a target, or with one of another kind. */
  private static boolean isOf(String[] dimensions, Example<?> row) {
    return row.getOutput() instanceof Regressor target
        && Arrays.equals(dimensions, target.getNames());
  }

  private static Regressor output(Example<?> row) {
    return (Regressor) row.getOutput();
  }

  Page page() {
    List<Section> sections = new ArrayList<>(List.of(glance()));
    if (known.length > 0) {
      sections.add(each("Predicted and true", PREDICTED, this::predicted));
      sections.add(each("Are the intervals right?", INTERVALS, this::intervals));
      if (!differing().isEmpty()) {
        sections.add(
            new Section(
                "Does it know where it errs?",
                SURENESS,
                differing().stream().map(this::sureness).toList()));
      }
      sections.add(unusual());
    }
    new SweepSection(facts, model).section().ifPresent(sections::add);
    return new Page(
        "How well "
            + (names.size() == 1 ? Facts.name(names.get(0)) + " is" : Names.list(names) + " are")
            + " predicted",
        "A network with Bayesian weights predicts numbers, and says of each how sure it is: by what"
            + " it does not know of its weights, and by the noise of the numbers themselves.",
        sections);
  }

  private interface OfDimension {
    Block block(int dimension);
  }

  private Section each(String title, String text, OfDimension part) {
    int shown = Math.min(MOST_TARGETS, names.size());
    String only = shown < names.size() ? " Shown are the first " + shown + " targets." : "";
    return new Section(
        title, text + only, IntStream.range(0, shown).mapToObj(part::block).toList());
  }

  private Section glance() {
    return new Section(
        "At a glance",
        known.length == 0
            ? "Without rows whose numbers are known there is nothing to compare with."
            : facts.isFresh()
                ? "On rows that the network has not learned from."
                : "On the rows that the network was trained on, where it is better than on others.",
        new KeyFigures(
            new KeyFigure(
                "Typical error",
                Facts.significant(rootMeanSquare()),
                "root of the mean squared error"),
            new KeyFigure(
                "Typical spread", Facts.significant(spread()), "predicted standard deviation"),
            new KeyFigure(
                "In the interval",
                known.length == 0 ? "unknown" : Facts.percent(covered()),
                "of numbers lie in their intervals of 90 %"),
            new KeyFigure(
                "Log-likelihood", Facts.significant(mean(logDensities())), "nats a row")));
  }

  private static double mean(double... values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** The first targets whose spreads differ between rows, so that groups can be told apart. */
  private List<Integer> differing() {
    return IntStream.range(0, names.size())
        .filter(this::spreadsDiffer)
        .limit(MOST_TARGETS)
        .boxed()
        .toList();
  }

  private boolean spreadsDiffer(int k) {
    double[] sorted = predictions.stream().mapToDouble(p -> p.variance()[k]).sorted().toArray();
    int tenth = sorted.length / GROUPS;
    return tenth > 0 && sorted[sorted.length - 1 - tenth] > LEAST_RATIO * sorted[tenth];
  }

  /** Over all dimensions. */
  private double rootMeanSquare() {
    return Math.sqrt(mean(IntStream.range(0, known.length).mapToDouble(this::squares).toArray()));
  }

  private double squares(int row) {
    double[] mean = predictions.get(row).mean();
    return mean(
        IntStream.range(0, mean.length)
            .mapToDouble(k -> Math.pow(targets[row][k] - mean[k], 2))
            .toArray());
  }

  private double spread() {
    return Math.sqrt(mean(predictions.stream().mapToDouble(p -> mean(p.variance())).toArray()));
  }

  private double[] logDensities() {
    return IntStream.range(0, known.length)
        .mapToDouble(row -> predictions.get(row).logDensity(targets[row]))
        .toArray();
  }

  private double covered() {
    return mean(IntStream.range(0, known.length).mapToDouble(this::covered).toArray());
  }

  private double covered(int row) {
    double[] low = predictions.get(row).quantile(LOW);
    double[] high = predictions.get(row).quantile(HIGH);
    return mean(
        IntStream.range(0, low.length)
            .mapToDouble(k -> low[k] <= targets[row][k] && targets[row][k] <= high[k] ? 1 : 0)
            .toArray());
  }

  private Block predicted(int k) {
    List<Point> dots =
        IntStream.range(0, Math.min(MOST_DOTS, known.length))
            .mapToObj(row -> new Point(predictions.get(row).mean()[k], targets[row][k]))
            .toList();
    String name = Facts.name(names.get(k));
    return new ScatterChart(
        known.length > MOST_DOTS
            ? "The first " + Facts.count(MOST_DOTS) + " of " + Facts.count(known.length) + " rows."
            : "All rows.",
        name + ", predicted",
        name + ", true",
        List.of(new Group("", dots)));
  }

  private Block intervals(int k) {
    List<Point> points = new ArrayList<>(List.of(new Point(0, 0)));
    for (int level = 1; level < LEVELS; level++) {
      double probability = level / (double) LEVELS;
      long below =
          IntStream.range(0, known.length)
              .filter(row -> targets[row][k] <= predictions.get(row).quantile(probability)[k])
              .count();
      points.add(new Point(probability, below / (double) known.length));
    }
    points.add(new Point(1, 1));
    return LineChart.ofShares(
        "Along the diagonal the quantiles are right. A curve that is flat at both ends means"
            + " intervals that are too wide, one that is steep there intervals that are too narrow.",
        "probability of the quantile",
        "share of numbers below it",
        List.of(new Line(Facts.name(names.get(k)), points), Line.diagonal("as it should be")));
  }

  /** Rows in groups of equally many, by their predicted standard deviation. */
  private Block sureness(int k) {
    int[] order =
        IntStream.range(0, known.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> predictions.get(row).variance()[k]))
            .mapToInt(row -> row)
            .toArray();
    List<Point> found = new ArrayList<>();
    List<Point> expected = new ArrayList<>();
    for (int g = 0; g < GROUPS; g++) {
      int[] group =
          Arrays.copyOfRange(order, g * order.length / GROUPS, (g + 1) * order.length / GROUPS);
      double spread = root(group, row -> predictions.get(row).variance()[k]);
      double error =
          root(group, row -> Math.pow(targets[row][k] - predictions.get(row).mean()[k], 2));
      found.add(new Point(spread, error));
      expected.add(new Point(spread, spread));
    }
    return new LineChart(
        "Rows in ten groups, by how wide a spread is predicted.",
        "predicted standard deviation",
        "root of the mean squared error",
        List.of(
            new Line(Facts.name(names.get(k)), found),
            new Line("as it should be", expected, true)));
  }

  private static double root(int[] rows, IntToDoubleFunction of) {
    return Math.sqrt(mean(Arrays.stream(rows).mapToDouble(of).toArray()));
  }

  private Section unusual() {
    double[] all = new double[facts.size()];
    Arrays.fill(all, Double.POSITIVE_INFINITY);
    double[] logs = logDensities();
    int[] place = new int[facts.size()];
    for (int i = 0; i < known.length; i++) {
      all[known[i]] = logs[i];
      place[known[i]] = i;
    }
    UnusualSection section = new UnusualSection(facts, "log-density, nats", all);
    List<Column> columns = new ArrayList<>();
    for (int k = 0; k < Math.min(MOST_TARGETS, names.size()); k++) {
      int dimension = k;
      String name = Facts.name(names.get(k));
      columns.add(section.column(name, row -> Facts.significant(targets[place[row]][dimension])));
      columns.add(
          section.column(
              name + ", predicted",
              row -> Facts.significant(predictions.get(place[row]).mean()[dimension])));
      columns.add(
          section.column(
              "standard deviation",
              row ->
                  Facts.significant(Math.sqrt(predictions.get(place[row]).variance()[dimension]))));
    }
    return section.section(
        (facts.isFresh() ? "The rows" : "The training rows")
            + " whose numbers the network finds least probable.",
        "A number far from its prediction is a surprise of the row, or a fault of the network.",
        columns);
  }
}
