package org.lateo.data;

import java.util.Arrays;
import org.lateo.graph.NonZeros;

/**
 * Collects rows given by the columns and values of their non-zeros. The table is sparse if that
 * takes less memory than a dense array.
 */
public final class TableBuilder {
  private final int columns;
  private final NonZeros nonZeros;
  private float[] weights = new float[16];

  /** A table without rows, of at least 1 column. */
  public TableBuilder(int columns) {
    if (columns < 1) {
      throw new IllegalArgumentException("Expected at least 1 column, found " + columns);
    }
    this.columns = columns;
    this.nonZeros = new NonZeros(columns);
  }

  /** Adds a non-zero to the current row; values of the same column are summed. */
  public void add(int column, float value) {
    nonZeros.add(column, value);
  }

  /** Ends the current row. */
  public void endRow(float weight) {
    int row = nonZeros.rowCount();
    if (row == weights.length) {
      weights = Arrays.copyOf(weights, 2 * row);
    }
    weights[row] = weight;
    nonZeros.endRow();
  }

  /** A table of the rows so far. */
  public Table build() {
    int rows = nonZeros.rowCount();
    float[] rowWeights = Arrays.copyOf(weights, rows);
    if ((long) rows * columns <= 2L * nonZeros.size()) {
      float[] all = new float[DenseTable.length(rows, columns)];
      nonZeros.scatter(0, rows, all);
      return new DenseTable(columns, all, rowWeights);
    }
    return new SparseTable(columns, nonZeros, rowWeights);
  }
}
