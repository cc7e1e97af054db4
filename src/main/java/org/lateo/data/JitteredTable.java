package org.lateo.data;

import java.util.Arrays;
import java.util.List;
import org.lateo.graph.NonZeros;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Likelihood;
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
   * A table with noise in the columns whose likelihood takes any number, see {@link #deviations}.
   *
   * @param rows numbers of the training rows
   * @param columns the summaries of the columns
   * @param jitter the noise in units of each column's standard deviation; 0 for no noise
   */
  public static Table of(
      Table table, int[] rows, List<ColumnSummary> columns, Likelihood likelihood, double jitter) {
    return jitter == 0
        ? table
        : new JitteredTable(
            table, deviations(ColumnGaps.smallest(table, rows), columns, likelihood, jitter));
  }

  /**
   * The standard deviation of each column's noise: {@code jitter} times the column's own, but at
   * least the smaller of the column's own and half the smallest gap between two of its values. It
   * is 0 for columns whose likelihood does not take any number.
   *
   * @param gaps the smallest gaps, {@code [columns]}
   * @return {@code [columns]}
   */
  public static float[] deviations(
      float[] gaps, List<ColumnSummary> columns, Likelihood likelihood, double jitter) {
    float[] deviations = new float[gaps.length];
    for (int c : noisy(likelihood, gaps.length)) {
      deviations[c] = deviation(gaps[c], deviation(columns.get(c)), jitter);
    }
    return deviations;
  }

  /**
   * The largest gap of each column that does not count beside {@code jitter}, for its noise, {@code
   * [columns]}; infinite for columns without noise.
   */
  public static float[] floors(List<ColumnSummary> columns, Likelihood likelihood, double jitter) {
    float[] floors = new float[columns.size()];
    Arrays.fill(floors, Float.POSITIVE_INFINITY);
    for (int c : noisy(likelihood, floors.length)) {
      floors[c] = 2 * (float) (jitter * deviation(columns.get(c)));
    }
    return floors;
  }

  private static List<Integer> noisy(Likelihood likelihood, int columns) {
    return likelihood.groups(columns).stream()
        .filter(group -> group.likelihood().takesAnyNumber())
        .flatMap(group -> group.columns().stream())
        .toList();
  }

  private static double deviation(ColumnSummary column) {
    return Math.sqrt(column.variance());
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
