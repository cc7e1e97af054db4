package org.lateo.bayes;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import org.lateo.data.Table;
import org.lateo.graph.RowSource;
import org.lateo.likelihood.Scaling;
import org.lateo.rows.FiniteRows;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.regression.Regressor;

/**
 * The targets of a dataset's rows, {@code [rows, dimensions]}, dimensions in the order of their
 * names. They are scaled in double, before they become floats.
 *
 * @param values raw
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record TargetColumns(double[][] values) {
  /**
   * The targets of a dataset.
   *
   * @throws IllegalArgumentException if a row has no target, one of other dimensions or one that is
   *     not finite or too large for floats, naming the row
   */
  static TargetColumns of(Dataset<Regressor> rows) {
    String[] names = Regressor.extractNames(rows.getOutputInfo());
    double[][] values = new double[rows.size()][];
    int row = 0;
    for (Example<Regressor> example : rows) {
      requireFinite(row, names, example.getOutput());
      FiniteRows.requireTarget(example.getOutput(), row);
      values[row++] = example.getOutput().getValues().clone();
    }
    return new TargetColumns(values);
  }

  private static void requireFinite(int row, String[] names, Regressor target) {
    boolean finite = Arrays.stream(target.getValues()).allMatch(Double::isFinite);
    if (!Arrays.equals(names, target.getNames()) || !finite) {
      throw new IllegalArgumentException(
          String.format(
              "Expected a finite target of the dimensions %s in row %d (from 0), found %s",
              Arrays.toString(names), row, target));
    }
  }

  /**
   * To mean 0 and variance 1 over training rows; a dimension that does not vary is centred only.
   *
   * @param training numbers of rows
   * @param table the rows' weights
   */
  Scaling scaling(int[] training, Table table) {
    int dimensions = values[0].length;
    double[] shift = new double[dimensions];
    double[] scale = new double[dimensions];
    double weights = Arrays.stream(training).mapToDouble(table::weight).sum();
    for (int k = 0; k < dimensions; k++) {
      DoubleSummaryStatistics range = range(k, training, table);
      if (range.getMin() == range.getMax()) { // Of many rows, a mean by sums is another number.
        shift[k] = range.getMin();
        scale[k] = 1;
        continue;
      }
      for (int row : training) {
        shift[k] += table.weight(row) / weights * values[row][k];
      }
      for (int row : training) {
        double off = values[row][k] - shift[k];
        scale[k] += table.weight(row) / weights * off * off;
      }
      boolean varies = scale[k] > 0 && Math.sqrt(scale[k]) > 1e-12 * Math.abs(shift[k]);
      scale[k] = varies ? Math.sqrt(scale[k]) : 1;
    }
    return new Scaling(shift, scale);
  }

  /** Of the rows that count. */
  private DoubleSummaryStatistics range(int k, int[] training, Table table) {
    return Arrays.stream(training)
        .filter(row -> table.weight(row) > 0)
        .mapToDouble(row -> values[row][k])
        .summaryStatistics();
  }

  /** A scaled target. */
  double scaled(Scaling by, int row, int dimension) {
    return (values[row][dimension] - by.shift()[dimension]) / by.scale()[dimension];
  }

  /** The scaled targets, as a training reads them. */
  RowSource scaled(Scaling by) {
    return (row, into, at) -> {
      for (int k = 0; k < by.columns(); k++) {
        into[at + k] = (float) scaled(by, row, k);
      }
    };
  }
}
