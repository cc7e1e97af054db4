package org.lateo.data;

import java.util.Arrays;
import org.lateo.graph.NonZeros;

/**
 * Collects rows given by the columns and values of their non-zeros. The table is sparse if that
 * takes less memory than a dense array. Rows that do not fit into memory go to a temporary file.
 */
public final class TableBuilder {
  private final int columns;
  private final NonZeros nonZeros;
  private final long mostInMemory;
  private float[] weights = new float[16];
  private int rows;

  /** The rows in a temporary file; null while all are in memory. */
  private StoredTable.Builder stored;

  /** A table without rows, of at least 1 column. */
  public TableBuilder(int columns) {
    this(columns, RecordStore.Builder.mostInMemory());
  }

  /** As above, for so many bytes in memory. */
  TableBuilder(int columns, long mostInMemory) {
    if (columns < 1) {
      throw new IllegalArgumentException("Expected at least 1 column, found " + columns);
    }
    this.columns = columns;
    this.nonZeros = new NonZeros(columns);
    this.mostInMemory = mostInMemory;
  }

  /** Adds a non-zero to the current row; values of the same column are summed. */
  public void add(int column, float value) {
    nonZeros.add(column, value);
  }

  /** Ends the current row. */
  public void endRow(float weight) {
    if (rows == weights.length) {
      weights = Arrays.copyOf(weights, 2 * rows);
    }
    weights[rows++] = weight;
    nonZeros.endRow();
    if (stored != null || isLarge()) {
      store();
    }
  }

  private boolean isLarge() {
    long values = Math.min(nonZeros.size() * 2L, (long) rows * columns);
    return values * Float.BYTES > mostInMemory;
  }

  private void store() {
    if (stored == null) {
      stored = new StoredTable.Builder(columns);
    }
    stored.addAll(nonZeros);
    nonZeros.clear();
  }

  /** A table of the rows so far. */
  public Table build() {
    float[] rowWeights = Arrays.copyOf(weights, rows);
    if (stored != null) {
      return stored.build(rowWeights);
    }
    if ((long) rows * columns <= 2L * nonZeros.size()) {
      float[] all = new float[DenseTable.length(rows, columns)];
      nonZeros.scatter(0, rows, all);
      return new DenseTable(columns, all, rowWeights);
    }
    return new SparseTable(columns, nonZeros, rowWeights);
  }
}
