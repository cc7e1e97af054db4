package org.lateo.data;

import java.util.Arrays;
import java.util.List;
import org.lateo.graph.NonZeros;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.Likelihood.ColumnGroup;
import org.lateo.math.RandomStream;

/**
 * A table to whose rows training adds Gaussian noise, drawn anew in every epoch. The noise keeps a
 * density from growing without bound on columns with few different values, and a network from
 * memorising small data. Rows are dense, since no value with noise is zero.
 *
 * <p>See:
 *
 * <pre>
 * Bishop CM.
 * "Training with Noise is Equivalent to Tikhonov Regularization"
 * Neural Computation 7, 1995.
 * </pre>
 */
public final class JitteredTable implements Table {
  /** Bounds the memory in which columns are sorted. */
  private static final long VALUES_AT_ONCE = 1 << 23;

  private final Table table;
  private final float[] deviations;

  /**
   * @param deviations the standard deviation of each column's noise, in raw values, {@code
   *     [columns]}, not copied
   * @throws IllegalArgumentException if there is not one standard deviation for each column
   */
  public JitteredTable(Table table, float[] deviations) {
    if (deviations.length != table.columns()) {
      throw new IllegalArgumentException(
          String.format(
              "Expected a standard deviation of noise for each of %d columns, found %d",
              table.columns(), deviations.length));
    }
    this.table = table;
    this.deviations = deviations;
  }

  /**
   * A table with noise in the columns whose likelihood takes any number. The standard deviation of
   * a column's noise is {@code jitter} times the column's own, but at least the smaller of the
   * column's own and half the smallest gap between two of its values.
   *
   * @param rows numbers of the training rows
   * @param columns the summaries of the columns
   * @param jitter the noise in units of each column's standard deviation; 0 for no noise
   */
  public static Table of(
      Table table, int[] rows, List<ColumnSummary> columns, Likelihood likelihood, double jitter) {
    if (jitter == 0) {
      return table;
    }
    float[] gaps = smallestGaps(table, rows);
    float[] deviations = new float[gaps.length];
    for (ColumnGroup group : likelihood.groups(gaps.length)) {
      for (int c : group.likelihood().takesAnyNumber() ? group.columns() : List.<Integer>of()) {
        deviations[c] = deviation(gaps[c], Math.sqrt(columns.get(c).variance()), jitter);
      }
    }
    return new JitteredTable(table, deviations);
  }

  /**
   * The smallest gap between two different values of each column; 0 if all values are equal.
   *
   * @param rows numbers of the rows that are compared
   * @return {@code [columns]}
   */
  public static float[] smallestGaps(Table table, int[] rows) {
    int together = Math.max(1, (int) Math.min(table.columns(), VALUES_AT_ONCE / (1 + rows.length)));
    float[] gaps = new float[table.columns()];
    for (int from = 0; from < gaps.length; from += together) {
      int to = Math.min(gaps.length, from + together);
      float[][] columns = columns(table, rows, from, to);
      for (int c = from; c < to; c++) {
        Arrays.sort(columns[c - from]);
        gaps[c] = smallestGap(columns[c - from]);
      }
    }
    return gaps;
  }

  /** The values of columns {@code [from, to)}. */
  private static float[][] columns(Table table, int[] rows, int from, int to) {
    float[] row = new float[table.columns()];
    float[][] columns = new float[to - from][rows.length];
    for (int i = 0; i < rows.length; i++) {
      table.fill(rows[i], row, 0);
      for (int c = from; c < to; c++) {
        columns[c - from][i] = row[c];
      }
    }
    return columns;
  }

  private static float smallestGap(float[] ascending) {
    float gap = Float.POSITIVE_INFINITY;
    for (int i = 1; i < ascending.length; i++) {
      float difference = ascending[i] - ascending[i - 1];
      gap = difference > 0 ? Math.min(gap, difference) : gap;
    }
    return Float.isInfinite(gap) ? 0 : gap;
  }

  /** The gap of a rare flag is many standard deviations, and half of it would be too much noise. */
  private static float deviation(float gap, double column, double jitter) {
    return Math.max(Math.min(gap / 2, (float) column), (float) (jitter * column));
  }

  @Override
  public void fillForTraining(int row, long noise, float[] into, int offset) {
    table.fill(row, into, offset);
    RandomStream.addGaussian(noise, deviations, into, offset);
  }

  @Override
  public int rows() {
    return table.rows();
  }

  @Override
  public int columns() {
    return table.columns();
  }

  @Override
  public void fill(int row, float[] into, int offset) {
    table.fill(row, into, offset);
  }

  @Override
  public void fill(int row, NonZeros into) {
    table.fill(row, into);
  }

  @Override
  public float weight(int row) {
    return table.weight(row);
  }
}
