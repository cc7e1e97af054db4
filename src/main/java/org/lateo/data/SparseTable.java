package org.lateo.data;

import java.util.Arrays;

/** Rows as their non-zeros, one after another; {@code ends[r]} is where row r ends. */
final class SparseTable implements Table {
  private final int columns;
  private final int[] ends;
  private final int[] indices;
  private final float[] values;
  private final float[] weights;

  SparseTable(int columns, int[] ends, int[] indices, float[] values, float[] weights) {
    this.columns = columns;
    this.ends = ends;
    this.indices = indices;
    this.values = values;
    this.weights = weights;
  }

  @Override
  public int rows() {
    return ends.length;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public void fill(int row, float[] into, int offset) {
    Arrays.fill(into, offset, offset + columns, 0f);
    for (int i = row == 0 ? 0 : ends[row - 1]; i < ends[row]; i++) {
      into[offset + indices[i]] = values[i];
    }
  }

  @Override
  public float weight(int row) {
    return weights[row];
  }
}
