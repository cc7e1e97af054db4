package org.lateo.data;

import java.util.Arrays;

/** Collects dense rows in one array. */
public final class DenseTableBuilder {
  private final int columns;
  private float[] values = new float[0];
  private float[] weights = new float[16];
  private int rows;

  /** A table without rows. */
  public DenseTableBuilder(int columns) {
    this.columns = columns;
  }

  /**
   * Adds a row.
   *
   * @param row {@code [columns]}, copied
   */
  public void add(float[] row, float weight) {
    if (row.length != columns) {
      throw new IllegalArgumentException("Expected " + columns + " values, found " + row.length);
    }
    if (rows == weights.length || rows == 0) {
      weights = Arrays.copyOf(weights, 2 * weights.length);
      values = Arrays.copyOf(values, DenseTable.length(weights.length, columns));
    }
    System.arraycopy(row, 0, values, rows * columns, columns);
    weights[rows++] = weight;
  }

  /** A table of the rows so far. */
  public DenseTable build() {
    return new DenseTable(
        columns, Arrays.copyOf(values, rows * columns), Arrays.copyOf(weights, rows));
  }
}
