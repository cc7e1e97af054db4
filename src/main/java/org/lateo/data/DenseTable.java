package org.lateo.data;

import java.util.Locale;

/**
 * A table in one row-major array.
 *
 * @param values {@code [rows, columns]}, not copied
 * @param weights {@code [rows]}, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record DenseTable(int columns, float[] values, float[] weights) implements Table {
  /** Refuses arrays that do not fit together. */
  public DenseTable {
    if (values.length != (long) columns * weights.length) {
      throw new IllegalArgumentException(
          String.format(
              "Expected %d rows of %d values, found %d values",
              weights.length, columns, values.length));
    }
  }

  /**
   * The number of values of a table.
   *
   * @throws IllegalArgumentException if an array cannot hold them
   */
  static int length(int rows, int columns) {
    if ((long) rows * columns > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Expected at most %d values in dense rows, found %d rows of %d columns",
              Integer.MAX_VALUE,
              rows,
              columns));
    }
    return rows * columns;
  }

  @Override
  public int rows() {
    return weights.length;
  }

  @Override
  public void fill(int row, float[] into, int offset) {
    System.arraycopy(values, row * columns, into, offset, columns);
  }

  @Override
  public float weight(int row) {
    return weights[row];
  }
}
