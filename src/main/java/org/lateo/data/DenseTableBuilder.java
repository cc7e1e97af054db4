package org.lateo.data;

import java.util.Arrays;

/** Collects dense rows in one array; those that do not fit into memory go to a temporary file. */
public final class DenseTableBuilder {
  private final int columns;
  private final long mostInMemory;
  private float[] values = new float[0];
  private float[] weights = new float[16];
  private int rows;

  /** The rows in a temporary file; null while all are in memory. */
  private StoredTable.Builder stored;

  /** A table without rows. */
  public DenseTableBuilder(int columns) {
    this(columns, RecordStore.Builder.mostInMemory());
  }

  /** As above, for so many bytes in memory. */
  DenseTableBuilder(int columns, long mostInMemory) {
    this.columns = columns;
    this.mostInMemory = mostInMemory;
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
    if (rows == weights.length) {
      weights = Arrays.copyOf(weights, 2 * rows);
    }
    weights[rows] = weight;
    if (stored == null && (rows + 1L) * columns * Float.BYTES > mostInMemory) {
      store();
    }
    if (stored == null) {
      keep(row);
    } else {
      stored.add(row, 0);
    }
    rows++;
  }

  private void keep(float... row) {
    if ((rows + 1L) * columns > values.length) {
      values = Arrays.copyOf(values, DenseTable.length(2 * Math.max(rows, 8), columns));
    }
    System.arraycopy(row, 0, values, rows * columns, columns);
  }

  private void store() {
    stored = new StoredTable.Builder(columns);
    for (int row = 0; row < rows; row++) {
      stored.add(values, row * columns);
    }
    values = new float[0];
  }

  /** A table of the rows so far. */
  public Table build() {
    float[] rowWeights = Arrays.copyOf(weights, rows);
    return stored == null
        ? new DenseTable(columns, Arrays.copyOf(values, rows * columns), rowWeights)
        : stored.build(rowWeights);
  }
}
