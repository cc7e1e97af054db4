package org.lateo.data;

import java.util.Arrays;

/**
 * Collects rows given as index and value of their non-zeros, in compressed sparse rows. The result
 * stays sparse where that takes less memory than a dense array.
 */
public final class TableBuilder {
  private final int columns;
  private int[] starts = new int[16];
  private int[] indices = new int[256];
  private float[] values = new float[256];
  private float[] weights = new float[16];
  private int rows;
  private int size;

  /** Starts a table of so many columns, at least 1. */
  public TableBuilder(int columns) {
    if (columns < 1) {
      throw new IllegalArgumentException("Expected at least 1 column, found " + columns);
    }
    this.columns = columns;
  }

  /** Adds a non-zero to the row that is being collected; columns in any order, each once. */
  public void add(int column, float value) {
    if (column < 0 || column >= columns) {
      throw new IllegalArgumentException(
          "Expected a column of 0 to " + (columns - 1) + ", found " + column);
    }
    if (size == indices.length) {
      indices = Arrays.copyOf(indices, Math.multiplyExact(2, size));
      values = Arrays.copyOf(values, 2 * size);
    }
    indices[size] = column;
    values[size++] = value;
  }

  /** Ends the row. */
  public void endRow(float weight) {
    if (rows == weights.length) {
      weights = Arrays.copyOf(weights, 2 * rows);
      starts = Arrays.copyOf(starts, 2 * rows);
    }
    starts[rows] = size;
    weights[rows++] = weight;
  }

  /** The rows so far: {@code starts} holds each row's end. */
  public Table build() {
    boolean dense = (long) rows * columns <= 2L * size;
    float[] rowWeights = Arrays.copyOf(weights, rows);
    if (dense) {
      return new DenseTable(columns, denseValues(), rowWeights);
    }
    return new SparseTable(
        columns,
        Arrays.copyOf(starts, rows),
        Arrays.copyOf(indices, size),
        Arrays.copyOf(values, size),
        rowWeights);
  }

  private float[] denseValues() {
    float[] all = new float[Math.multiplyExact(rows, columns)];
    for (int r = 0; r < rows; r++) {
      for (int i = r == 0 ? 0 : starts[r - 1]; i < starts[r]; i++) {
        all[r * columns + indices[i]] = values[i];
      }
    }
    return all;
  }
}
