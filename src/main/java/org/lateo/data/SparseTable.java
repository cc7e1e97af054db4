package org.lateo.data;

import java.util.Arrays;
import org.lateo.graph.NonZeros;

/**
 * A table of non-zeros in compressed sparse rows, columns ascending; those of row r are in {@code
 * [starts[r], starts[r + 1])}.
 */
final class SparseTable implements Table {
  private final int columns;
  private final int[] starts;
  private final int[] indices;
  private final float[] values;
  private final float[] weights;

  private SparseTable(int columns, int[] starts, int[] indices, float[] values, float[] weights) {
    this.columns = columns;
    this.starts = starts;
    this.indices = indices;
    this.values = values;
    this.weights = weights;
  }

  /** A table of a copy of the rows. */
  static SparseTable of(int columns, NonZeros rows, float[] weights) {
    int[] starts = new int[rows.rowCount() + 1];
    for (int r = 0; r < starts.length; r++) {
      starts[r] = rows.start(r);
    }
    return new SparseTable(
        columns,
        starts,
        Arrays.copyOf(rows.columns(), rows.size()),
        Arrays.copyOf(rows.values(), rows.size()),
        weights);
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
    Arrays.fill(into, offset, offset + columns, 0f);
    for (int i = starts[row]; i < starts[row + 1]; i++) {
      into[offset + indices[i]] = values[i];
    }
  }

  @Override
  public void fill(int row, NonZeros into) {
    into.add(indices, values, starts[row], starts[row + 1]);
  }

  @Override
  public double density() {
    return values.length / ((double) rows() * columns);
  }

  @Override
  public float weight(int row) {
    return weights[row];
  }
}
