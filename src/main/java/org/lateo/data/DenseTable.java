package org.lateo.data;

/** Rows in one row-major array, {@code [rows, columns]}. */
public final class DenseTable implements Table {
  private final int columns;
  private final float[] values;
  private final float[] weights;

  /**
   * @param values {@code [rows, columns]}, used as it is
   * @param weights {@code [rows]}, used as it is
   */
  public DenseTable(int columns, float[] values, float[] weights) {
    if (values.length != (long) columns * weights.length) {
      throw new IllegalArgumentException(
          String.format(
              "Expected %d rows of %d values, found %d values",
              weights.length, columns, values.length));
    }
    this.columns = columns;
    this.values = values;
    this.weights = weights;
  }

  @Override
  public int rows() {
    return weights.length;
  }

  @Override
  public int columns() {
    return columns;
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
