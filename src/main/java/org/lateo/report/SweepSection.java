package org.lateo.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.bayes.UncertainPrediction;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.report.page.Block;
import org.lateo.report.page.LineChart;
import org.lateo.report.page.LineChart.Line;
import org.lateo.report.page.LineChart.Point;
import org.lateo.report.page.Section;

/**
 * The part of a report that shows how a prediction changes, and how sure it is, as one column goes
 * through the values of the rows and beyond them, while the others stay as in a usual row.
 */
record SweepSection(Facts facts, BayesianRegressionModel model) {
  private static final int SHOWN = 4;
  private static final int MOST_COLUMNS = 100;
  private static final int MOST_ROWS = 10_000;

  /** A third of them lies among the rows' values, a third on either side. */
  private static final int STEPS = 60;

  private static final double LOW = 0.05;
  private static final double HIGH = 0.95;

  /** What is predicted of the first target as a column moves. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Sweep(String name, double[] at, List<UncertainPrediction> predictions) {
    /** How far the prediction goes among the rows' values. */
    double effect() {
      double[] inside =
          IntStream.rangeClosed(STEPS / 3, 2 * STEPS / 3)
              .mapToDouble(i -> predictions.get(i).mean()[0])
              .toArray();
      return Arrays.stream(inside).max().orElseThrow() - Arrays.stream(inside).min().orElseThrow();
    }

    Line line(String title, ToDoubleFunction<UncertainPrediction> of) {
      return new Line(
          title,
          IntStream.range(0, at.length)
              .mapToObj(i -> new Point(at[i], of.applyAsDouble(predictions.get(i))))
              .toList());
    }
  }

  /** Nothing without rows, or where no column has several values. */
  Optional<Section> section() {
    double[][] rows = facts.values(MOST_ROWS);
    double[] usual = rows.length == 0 ? new double[0] : usual(rows);
    List<Sweep> sweeps =
        IntStream.range(0, rows.length == 0 ? 0 : Math.min(MOST_COLUMNS, rows[0].length))
            .boxed()
            .flatMap(column -> sweep(rows, usual, column).stream())
            .sorted(Comparator.comparingDouble(Sweep::effect).reversed())
            .limit(SHOWN)
            .toList();
    return sweeps.isEmpty() ? Optional.empty() : Optional.of(section(sweeps));
  }

  private Section section(List<Sweep> sweeps) {
    String target = Facts.name(model.explain(facts.first(1)).get(0).names().get(0));
    return new Section(
        "What it is sure of, and where it is not",
        "One column moves through the rows' values and as far again on either side; the others"
            + " stay as they are in the middlemost row. Where no row was near, the network should be less sure.",
        sweeps.stream().<Block>map(sweep -> chart(sweep, target)).toList());
  }

  private static LineChart chart(Sweep sweep, String target) {
    String name = Facts.name(sweep.name());
    String from = Facts.significant(sweep.at()[STEPS / 3]);
    String to = Facts.significant(sweep.at()[2 * STEPS / 3]);
    return new LineChart(
        "Rows have values of " + name + " from " + from + " to " + to + ".",
        name,
        target + ", predicted",
        List.of(
            sweep.line("mean", p -> p.mean()[0]),
            sweep.line("95 %", p -> p.quantile(HIGH)[0]),
            sweep.line("5 %", p -> p.quantile(LOW)[0])));
  }

  /** Nothing of columns that are the same in all rows, or categories. */
  private Optional<Sweep> sweep(double[][] rows, double[] usual, int column) {
    String name = facts.features().get(column);
    double[] values = Arrays.stream(rows).mapToDouble(row -> row[column]).sorted().toArray();
    double low = values[0];
    double range = values[values.length - 1] - low;
    if (!(range > 0) || ColumnSummary.groupOf(name).isPresent()) {
      return Optional.empty();
    }
    double[] at = new double[STEPS + 1];
    Arrays.setAll(at, i -> low + range * (3.0 * i / STEPS - 1));
    double[][] moved =
        Arrays.stream(at).mapToObj(value -> with(usual, column, value)).toArray(double[][]::new);
    return Optional.of(new Sweep(name, at, model.explain(moved)));
  }

  /**
   * The row that lies nearest to the medians of all columns, each in units of its own spread: one
   * that there is, with a category in each field.
   */
  private static double[] usual(double[]... rows) {
    double[][] columns = new double[rows[0].length][];
    Arrays.setAll(columns, c -> Arrays.stream(rows).mapToDouble(row -> row[c]).sorted().toArray());
    return Arrays.stream(rows)
        .min(Comparator.comparingDouble(row -> distance(row, columns)))
        .orElseThrow();
  }

  private static double distance(double[] row, double[]... sorted) {
    double sum = 0;
    for (int c = 0; c < row.length; c++) {
      double[] of = sorted[c];
      double range = of[of.length - 1] - of[0];
      sum += range > 0 ? Math.abs(row[c] - of[of.length / 2]) / range : 0;
    }
    return sum;
  }

  private static double[] with(double[] row, int column, double value) {
    double[] copy = row.clone();
    copy[column] = value;
    return copy;
  }
}
