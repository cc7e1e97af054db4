package org.lateo.data;

import java.util.Arrays;
import java.util.stream.IntStream;
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

  /** A table of a copy of the rows. */
  SparseTable(int columns, NonZeros rows, float[] weights) {
    this.columns = columns;
    this.starts = IntStream.rangeClosed(0, rows.rowCount()).map(rows::start).toArray();
    this.indices = Arrays.copyOf(rows.columns(), rows.size());
    this.values = Arrays.copyOf(rows.values(), rows.size());
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
