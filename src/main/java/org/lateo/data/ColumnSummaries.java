package org.lateo.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lateo.likelihood.ColumnSummary;

/**
 * Smallest and largest value, weighted mean and variance of each column, in double, by Welford's
 * updates.
 */
public final class ColumnSummaries {
  private final int columns;
  private final double[] mean;
  private final double[] squares;
  private final double[] min;
  private final double[] max;
  private final int[] minRow;
  private final int[] maxRow;
  private double weight;

  private ColumnSummaries(int columns) {
    this.columns = columns;
    mean = new double[columns];
    squares = new double[columns];
    min = new double[columns];
    max = new double[columns];
    minRow = new int[columns];
    maxRow = new int[columns];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  /**
   * Summarises some rows of a table.
   *
   * @param names the columns' names, {@code [columns]}
   * @param rows which rows
   */
  public static List<ColumnSummary> of(Table table, List<String> names, int[] rows) {
    ColumnSummaries all = new ColumnSummaries(table.columns());
    float[] values = new float[table.columns()];
    for (int row : rows) {
      table.fill(row, values, 0);
      all.add(row, values, table.weight(row));
    }
    return all.summaries(names);
  }

  private void add(int row, float[] values, float rowWeight) {
    weight += rowWeight;
    for (int c = 0; c < columns; c++) {
      double x = values[c];
      if (rowWeight > 0) {
        double delta = x - mean[c];
        mean[c] += delta * rowWeight / weight;
        squares[c] += rowWeight * delta * (x - mean[c]);
      }
      if (x < min[c]) {
        min[c] = x;
        minRow[c] = row;
      }
      if (x > max[c]) {
        max[c] = x;
        maxRow[c] = row;
      }
    }
  }

  private List<ColumnSummary> summaries(List<String> names) {
    List<ColumnSummary> summaries = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      double variance = squares[c] / weight;
      summaries.add(
          new ColumnSummary(names.get(c), min[c], minRow[c], max[c], maxRow[c], mean[c], variance));
    }
    return summaries;
  }
}
