package org.lateo.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lateo.likelihood.ColumnSummary;

/**
 * Smallest and largest value of each column over all rows and the first that is not a whole number,
 * weighted mean and variance over the training rows, in double, by Welford's updates.
 */
public final class ColumnSummaries {
  private final int columns;
  private final double[] mean;
  private final double[] squares;
  private final double[] min;
  private final double[] max;
  private final int[] minRow;
  private final int[] maxRow;
  private final double[] fraction;
  private final int[] fractionRow;
  private double weight;

  private ColumnSummaries(int columns) {
    this.columns = columns;
    mean = new double[columns];
    squares = new double[columns];
    min = new double[columns];
    max = new double[columns];
    minRow = new int[columns];
    maxRow = new int[columns];
    fraction = new double[columns];
    fractionRow = new int[columns];
    Arrays.fill(fraction, Double.NaN);
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  /**
   * Summarises a table.
   *
   * @param names the columns' names, {@code [columns]}
   * @param training numbers of the training rows, ascending
   * @throws IllegalArgumentException if no training row has a positive weight
   */
  public static List<ColumnSummary> of(Table table, List<String> names, int[] training) {
    ColumnSummaries all = new ColumnSummaries(table.columns());
    float[] values = new float[table.columns()];
    int next = 0;
    for (int row = 0; row < table.rows(); row++) {
      table.fill(row, values, 0);
      all.addRange(row, values);
      if (next < training.length && training[next] == row) {
        all.addMoments(values, table.weight(row));
        next++;
      }
    }
    if (all.weight == 0) {
      throw new IllegalArgumentException(
          "Expected training rows whose weights have a positive sum, found 0 over "
              + training.length
              + " rows");
    }
    return all.summaries(names);
  }

  private void addMoments(float[] values, float rowWeight) {
    weight += rowWeight;
    for (int c = 0; c < columns && rowWeight > 0; c++) {
      double delta = values[c] - mean[c];
      mean[c] += delta * rowWeight / weight;
      squares[c] += rowWeight * delta * (values[c] - mean[c]);
    }
  }

  private void addRange(int row, float[] values) {
    for (int c = 0; c < columns; c++) {
      double x = values[c];
      if (x < min[c]) {
        min[c] = x;
        minRow[c] = row;
      }
      if (x > max[c]) {
        max[c] = x;
        maxRow[c] = row;
      }
      if (Math.rint(x) != x && Double.isNaN(fraction[c])) {
        fraction[c] = x;
        fractionRow[c] = row;
      }
    }
  }

  private List<ColumnSummary> summaries(List<String> names) {
    List<ColumnSummary> summaries = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      double variance = squares[c] / weight;
      summaries.add(
          new ColumnSummary(
              names.get(c),
              min[c],
              minRow[c],
              max[c],
              maxRow[c],
              mean[c],
              variance,
              fraction[c],
              fractionRow[c]));
    }
    return summaries;
  }
}
