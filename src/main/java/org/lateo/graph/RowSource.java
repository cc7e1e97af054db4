package org.lateo.graph;

/** Where the rows of an {@link Input} or of {@link Noise} come from. Called by several threads. */
@FunctionalInterface
public interface RowSource {
  /** Writes row {@code row} of the current batch to {@code into[offset..]}. */
  void fill(int row, float[] into, int offset);

  /**
   * Adds the row's non-zeros, for a sparse {@link Input}. Overridden where they are known; this
   * looks for them in the dense row.
   */
  default void fill(int row, NonZeros into) {
    fill(row, into.denseRow(), 0);
    into.addDenseRow();
  }

  /** Rows in memory, {@code [rows, columns]}, the arrays themselves. */
  static RowSource of(float[]... rows) {
    return (row, into, offset) -> System.arraycopy(rows[row], 0, into, offset, rows[row].length);
  }

  /** The rows from {@code first} on, as rows 0 and after. */
  default RowSource from(int first) {
    RowSource all = this;
    return new RowSource() {
      @Override
      public void fill(int row, float[] into, int offset) {
        all.fill(first + row, into, offset);
      }

      @Override
      public void fill(int row, NonZeros into) {
        all.fill(first + row, into);
      }
    };
  }
}
