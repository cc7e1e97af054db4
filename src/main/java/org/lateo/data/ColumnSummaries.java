package org.lateo.data;

import java.io.Serializable;
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
 * so that the time is proportional to the number of non-zeros. Summaries of parts of the rows are
 * joined by {@link #plus}, in the order of the rows.
 */
public final class ColumnSummaries implements Serializable {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // List.copyOf makes one that can be serialised.
  private final List<String> names;

  private final Column[] columns;
  private double totalWeight;
  private int trainingRows;
  private int rows;

  private ColumnSummaries(List<String> names) {
    this.names = List.copyOf(names);
    this.columns = Stream.generate(Column::new).limit(names.size()).toArray(Column[]::new);
  }

  /** As {@link #summarise} and {@link #list}: the summaries of the columns of a whole table. */
  public static List<ColumnSummary> of(Table table, List<String> names, int[] training) {
    return summarise(table, names, training).list();
  }

  /**
   * Summarises a table, or a part of one that {@link #plus} joins with the others.
   *
   * @param names the columns' names, {@code [columns]}
   * @param training numbers of the training rows, ascending
   */
  public static ColumnSummaries summarise(Table table, List<String> names, int[] training) {
    ColumnSummaries all = new ColumnSummaries(names);
    OneHotConflicts conflicts = new OneHotConflicts(names);
    NonZeros values = new NonZeros(table.columns());
    int next = 0;
    for (int row = 0; row < table.rows(); row++) {
      values.clear();
      table.fill(row, values);
      all.addRange(row, values, conflicts);
      if (next < training.length && training[next] == row) {
        all.addMoments(values, table.weight(row));
        next++;
      }
    }
    all.end(training.length, table.rows(), conflicts);
    return all;
  }

  /** Counts the zeros of the range, once all rows have been read. */
  private void end(int training, int all, OneHotConflicts conflicts) {
    trainingRows = training;
    rows = all;
    for (int c = 0; c < columns.length; c++) {
      columns[c].endRange(all, conflicts.firstRow(c));
    }
  }

  /**
   * The summaries of the rows of both, those of the other one being the later rows.
   *
   * <p>See:
   *
   * <pre>
   * Chan TF, Golub GH, LeVeque RJ.
   * "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances"
   * COMPSTAT 1982.
   * </pre>
   */
  public ColumnSummaries plus(ColumnSummaries later) {
    ColumnSummaries sum = new ColumnSummaries(names);
    sum.totalWeight = totalWeight + later.totalWeight;
    sum.trainingRows = trainingRows + later.trainingRows;
    sum.rows = rows + later.rows;
    for (int c = 0; c < columns.length; c++) {
      sum.columns[c] = columns[c].plus(later.columns[c], rows);
    }
    return sum;
  }

  /**
   * The summary of each column.
   *
   * @throws IllegalArgumentException if no training row has a positive weight, or if a column has
   *     no value in any of those that have
   */
  public List<ColumnSummary> list() {
    for (int c = 0; c < columns.length && totalWeight > 0; c++) {
      requireValue(names.get(c), columns[c]);
    }
    return listWithEmpty();
  }

  /**
   * As {@link #list}, where a column without a value in any training row is as one of zeros. That
   * does for rows that a model is trained further on, whose scaling is known.
   */
  public List<ColumnSummary> listWithEmpty() {
    if (totalWeight == 0) {
      throw new IllegalArgumentException(
          "Expected training rows whose weights have a positive sum, found 0 over "
              + trainingRows
              + " rows");
    }
    List<ColumnSummary> summaries = new ArrayList<>();
    for (int c = 0; c < columns.length; c++) {
      summaries.add(summary(names.get(c), columns[c]));
    }
    return summaries;
  }

  private void addMoments(NonZeros values, float rowWeight) {
    totalWeight += rowWeight;
    for (int k = 0; k < values.size() && rowWeight > 0; k++) {
      columns[values.columns()[k]].addMoments(values.values()[k], rowWeight);
    }
  }

  private void addRange(int row, NonZeros values, OneHotConflicts conflicts) {
    for (int k = 0; k < values.size(); k++) {
      int c = values.columns()[k];
      double x = values.values()[k];
      columns[c].addRange(row, x);
      if (Math.abs(x) > ColumnSupport.TOLERANCE) {
        conflicts.add(row, c);
      }
    }
  }

  private void requireValue(String name, Column column) {
    if (!(totalWeight - column.missingWeight > 0)) {
      throw new IllegalArgumentException(
          "Expected a value of feature "
              + name
              + " in at least one training row, found it missing in all of them; leave it out, or"
              + " train with fewer validation rows");
    }
  }

  private ColumnSummary summary(String name, Column column) {
    double knownWeight = totalWeight - column.missingWeight;
    if (!(knownWeight > 0)) {
      return new ColumnSummary(name, 0, 0, 0, 0, 0, 0, Double.NaN, 0, -1);
    }
    double share = column.weight / knownWeight;
    double squares =
        column.squares + column.mean * column.mean * share * (knownWeight - column.weight);
    return new ColumnSummary(
        name,
        column.min,
        column.minRow,
        column.max,
        column.maxRow,
        column.mean * share,
        squares / knownWeight,
        column.fraction,
        column.fractionRow,
        column.conflictRow);
  }

  /** The summary of a column so far. */
  private static final class Column implements Serializable {
    private static final long serialVersionUID = 1L;

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

    /** The first row in which another column of its group is not zero either; -1 for none. */
    int conflictRow;

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

    void endRange(int rows, int firstConflict) {
      if (zeroRow < rows) {
        extend(zeroRow, 0);
      }
      conflictRow = firstConflict;
    }

    /**
     * This column and that of later rows.
     *
     * @param rows the number of rows before them
     */
    Column plus(Column later, int rows) {
      Column sum = new Column();
      boolean lower = later.min < min;
      boolean higher = later.max > max;
      sum.min = lower ? later.min : min;
      sum.minRow = lower ? rows + later.minRow : minRow;
      sum.max = higher ? later.max : max;
      sum.maxRow = higher ? rows + later.maxRow : maxRow;
      boolean whole = Double.isNaN(fraction) && !Double.isNaN(later.fraction);
      sum.fraction = whole ? later.fraction : fraction;
      sum.fractionRow = whole ? rows + later.fractionRow : fractionRow;
      boolean free = conflictRow < 0;
      sum.conflictRow = free && later.conflictRow >= 0 ? rows + later.conflictRow : conflictRow;
      sum.missingWeight = missingWeight + later.missingWeight;
      sum.weight = weight + later.weight;
      double share = sum.weight == 0 ? 0 : later.weight / sum.weight;
      double delta = later.mean - mean;
      sum.mean = mean + delta * share;
      sum.squares = squares + later.squares + delta * delta * weight * share;
      return sum;
    }
  }
}
