package org.lateo.data;

import org.lateo.graph.NonZeros;
import org.lateo.math.RandomStream;

/**
 * Rows to which training adds Gaussian noise, fresh in every epoch. It keeps a density from growing
 * without bound on columns of few values, and a net from learning small data by heart.
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
   * @param deviations the noise's standard deviation in each column, raw values, {@code [columns]};
   *     used as it is
   * @throws IllegalArgumentException if there is not one for each column
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

  /** 1: with noise nothing is zero. */
  @Override
  public double density() {
    return 1;
  }

  @Override
  public float weight(int row) {
    return table.weight(row);
  }
}
