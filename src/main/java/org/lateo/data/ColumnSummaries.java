package org.lateo.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lateo.graph.NonZeros;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.ColumnSupport;

/**
 * Smallest and largest value of each column over all rows and the first that is not a whole number,
 * weighted mean and variance over the training rows, in double.
 *
 * <p>NaN is a missing value, which is left out of all of these.
 *
 * <p>Non-zeros go through Welford's updates, and zeros join them at the end as one group, so that
 * the cost follows the number of non-zeros.
 */
public final class ColumnSummaries {
  private final int columns;
  private final double[] weight;

  /** Of training rows where the value is missing. */
  private final double[] missingWeight;

  private final double[] mean;
  private final double[] squares;
  private final double[] min;
  private final double[] max;
  private final int[] minRow;
  private final int[] maxRow;
  private final double[] fraction;
  private final int[] fractionRow;

  /** The first row with a zero, or the number of rows. */
  private final int[] zeroRow;

  private final OneHotConflicts conflicts;
  private double totalWeight;

  private ColumnSummaries(List<String> names) {
    columns = names.size();
    conflicts = new OneHotConflicts(names);
    weight = new double[columns];
    missingWeight = new double[columns];
    mean = new double[columns];
    squares = new double[columns];
    min = new double[columns];
    max = new double[columns];
    minRow = new int[columns];
    maxRow = new int[columns];
    fraction = new double[columns];
    fractionRow = new int[columns];
    zeroRow = new int[columns];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
    Arrays.fill(fraction, Double.NaN);
  }

  /**
   * Summarises a table.
   *
   * @param names the columns' names, {@code [columns]}
   * @param training numbers of the training rows, ascending
   * @throws IllegalArgumentException if no training row has a positive weight, or none of these a
   *     value in some column
   */
  public static List<ColumnSummary> of(Table table, List<String> names, int[] training) {
    ColumnSummaries all = new ColumnSummaries(names);
    NonZeros values = new NonZeros(table.columns());
    int next = 0;
    for (int row = 0; row < table.rows(); row++) {
      values.clear();
      table.fill(row, values);
      all.addRange(row, values);
      if (next < training.length && training[next] == row) {
        all.addMoments(values, table.weight(row));
        next++;
      }
    }
    if (all.totalWeight == 0) {
      throw new IllegalArgumentException(
          "Expected training rows whose weights have a positive sum, found 0 over "
              + training.length
              + " rows");
    }
    for (int c = 0; c < all.columns; c++) {
      all.requireKnown(c, names.get(c));
      all.addZeros(c, table.rows());
    }
    return all.summaries(names);
  }

  private double knownWeight(int c) {
    return totalWeight - missingWeight[c];
  }

  private void requireKnown(int c, String name) {
    if (!(knownWeight(c) > 0)) {
      throw new IllegalArgumentException(
          "Expected a value of feature "
              + name
              + " in at least one training row, found it missing in all of them; leave it out, or"
              + " train with fewer validation rows");
    }
  }

  private void addMoments(NonZeros values, float rowWeight) {
    totalWeight += rowWeight;
    for (int k = 0; k < values.size() && rowWeight > 0; k++) {
      int c = values.columns()[k];
      double x = values.values()[k];
      if (Double.isNaN(x)) {
        missingWeight[c] += rowWeight;
        continue;
      }
      weight[c] += rowWeight;
      double delta = x - mean[c];
      mean[c] += delta * rowWeight / weight[c];
      squares[c] += rowWeight * delta * (x - mean[c]);
    }
  }

  private void addRange(int row, NonZeros values) {
    for (int k = 0; k < values.size(); k++) {
      int c = values.columns()[k];
      double x = values.values()[k];
      if (zeroRow[c] == row) {
        zeroRow[c] = row + 1;
      }
      if (Double.isNaN(x)) {
        continue;
      }
      extend(c, row, x);
      if (Math.abs(x) > ColumnSupport.TOLERANCE) {
        conflicts.add(row, c);
      }
      if (Double.isNaN(fraction[c]) && ColumnSupport.isFraction(x)) {
        fraction[c] = x;
        fractionRow[c] = row;
      }
    }
  }

  private void extend(int c, int row, double x) {
    if (x < min[c] || (x == min[c] && row < minRow[c])) {
      min[c] = x;
      minRow[c] = row;
    }
    if (x > max[c] || (x == max[c] && row < maxRow[c])) {
      max[c] = x;
      maxRow[c] = row;
    }
  }

  /** The mean and squares of two groups, one of which is all zero. */
  private void addZeros(int c, int rows) {
    if (zeroRow[c] < rows) {
      extend(c, zeroRow[c], 0);
    }
    double share = weight[c] / knownWeight(c);
    squares[c] += mean[c] * mean[c] * share * (knownWeight(c) - weight[c]);
    mean[c] *= share;
  }

  private List<ColumnSummary> summaries(List<String> names) {
    List<ColumnSummary> summaries = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      summaries.add(
          new ColumnSummary(
              names.get(c),
              min[c],
              minRow[c],
              max[c],
              maxRow[c],
              mean[c],
              squares[c] / knownWeight(c),
              fraction[c],
              fractionRow[c],
              conflicts.firstRow(c)));
    }
    return summaries;
  }
}
