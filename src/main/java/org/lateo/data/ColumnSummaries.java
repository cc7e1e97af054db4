package org.lateo.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lateo.graph.NonZeros;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.ColumnSupport;

/**
 * Summaries of a table's columns: the smallest and largest value and the first value that is not a
 * whole number, over all rows; weighted mean and variance, over the training rows, in double.
 * Missing values (NaN) are left out.
 *
 * <p>Non-zeros are added by Welford's updates, and the zeros of a column at the end as one group,
 * so that the time is proportional to the number of non-zeros.
 */
public final class ColumnSummaries {
  private final Column[] columns;
  private final OneHotConflicts conflicts;
  private double totalWeight;

  private ColumnSummaries(List<String> names) {
    columns = Stream.generate(Column::new).limit(names.size()).toArray(Column[]::new);
    conflicts = new OneHotConflicts(names);
  }

  /**
   * Summarises a table.
   *
   * @param names the columns' names, {@code [columns]}
   * @param training numbers of the training rows, ascending
   * @throws IllegalArgumentException if no training row has a positive weight, or if a column has
   *     no value in any of those that have
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
    List<ColumnSummary> summaries = new ArrayList<>();
    for (int c = 0; c < names.size(); c++) {
      summaries.add(all.summary(c, names.get(c), table.rows()));
    }
    return summaries;
  }

  private void addMoments(NonZeros values, float rowWeight) {
    totalWeight += rowWeight;
    for (int k = 0; k < values.size() && rowWeight > 0; k++) {
      columns[values.columns()[k]].addMoments(values.values()[k], rowWeight);
    }
  }

  private void addRange(int row, NonZeros values) {
    for (int k = 0; k < values.size(); k++) {
      int c = values.columns()[k];
      double x = values.values()[k];
      columns[c].addRange(row, x);
      if (Math.abs(x) > ColumnSupport.TOLERANCE) {
        conflicts.add(row, c);
      }
    }
  }

  private ColumnSummary summary(int c, String name, int rows) {
    Column column = columns[c];
    double knownWeight = totalWeight - column.missingWeight;
    if (!(knownWeight > 0)) {
      throw new IllegalArgumentException(
          "Expected a value of feature "
              + name
              + " in at least one training row, found it missing in all of them; leave it out, or"
              + " train with fewer validation rows");
    }
    column.addZeros(knownWeight, rows);
    return new ColumnSummary(
        name,
        column.min,
        column.minRow,
        column.max,
        column.maxRow,
        column.mean,
        column.squares / knownWeight,
        column.fraction,
        column.fractionRow,
        conflicts.firstRow(c));
  }

  /** The summary of a column so far. */
  private static final class Column {
    double min = Double.POSITIVE_INFINITY;
    int minRow;
    double max = Double.NEGATIVE_INFINITY;
    int maxRow;

    /** The first value that is not a whole number, or NaN. */
    double fraction = Double.NaN;

    int fractionRow;

    /** The first row with a zero, or the number of rows. */
    int zeroRow;

    /** The weight of the training rows whose value is not zero. */
    double weight;

    /** The weight of the training rows whose value is missing. */
    double missingWeight;

    double mean;
    double squares;

    void addMoments(double x, float rowWeight) {
      if (Double.isNaN(x)) {
        missingWeight += rowWeight;
        return;
      }
      weight += rowWeight;
      double delta = x - mean;
      mean += delta * rowWeight / weight;
      squares += rowWeight * delta * (x - mean);
    }

    void addRange(int row, double x) {
      if (zeroRow == row) {
        zeroRow = row + 1;
      }
      if (Double.isNaN(x)) {
        return;
      }
      extend(row, x);
      if (Double.isNaN(fraction) && ColumnSupport.isFraction(x)) {
        fraction = x;
        fractionRow = row;
      }
    }

    private void extend(int row, double x) {
      if (x < min || (x == min && row < minRow)) {
        min = x;
        minRow = row;
      }
      if (x > max || (x == max && row < maxRow)) {
        max = x;
        maxRow = row;
      }
    }

    /** Joins the moments of the non-zeros and of the zeros. */
    void addZeros(double knownWeight, int rows) {
      if (zeroRow < rows) {
        extend(zeroRow, 0);
      }
      double share = weight / knownWeight;
      squares += mean * mean * share * (knownWeight - weight);
      mean *= share;
    }
  }
}
