package org.lateo.graph;

import java.util.Arrays;

/**
 * The non-zeros of rows, one row after another, columns ascending within each; for a batch whose
 * gradients are wanted, also in the order of columns. The arrays grow on demand and are kept when a
 * next batch is filled.
 *
 * <pre>
 * row r:     columns()[k], values()[k]                  for k in [start(r), start(r + 1))
 * column c:  rows()[k], values()[positions()[k]]        for k in [columnStart(c), columnStart(c + 1))
 * </pre>
 */
public final class NonZeros {
  /** Arrays cannot be much longer. */
  private static final long LONGEST = Integer.MAX_VALUE - 8;

  private final int width;
  private int[] starts = new int[16];
  private int[] columns = new int[64];
  private float[] values = new float[64];
  private int rowCount;
  private int size;
  private boolean ascending = true;

  private int[] columnStarts;
  private int[] rows = new int[0];
  private int[] positions = new int[0];

  /** Made when a dense row is first read. */
  private float[] dense;

  /** For rows of {@code width} columns, at least 1. */
  public NonZeros(int width) {
    this.width = width;
  }

  /** Removes all rows. */
  public void clear() {
    rowCount = 0;
    size = 0;
  }

  /**
   * Adds a value to the row that is being filled. Columns may come in any order and more than once,
   * when their values add up; ascending order is fastest.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public void add(int column, float value) {
    if (column < 0 || column >= width) {
      throw new IllegalArgumentException(
          "Expected a column of 0 to " + (width - 1) + ", found " + column);
    }
    reserve(1);
    ascending &= size == starts[rowCount] || columns[size - 1] < column;
    columns[size] = column;
    values[size++] = value;
  }

  /** Adds elements {@code [from, to)} of two arrays, columns ascending. */
  public void add(int[] fromColumns, float[] fromValues, int from, int to) {
    reserve(to - from);
    System.arraycopy(fromColumns, from, columns, size, to - from);
    System.arraycopy(fromValues, from, values, size, to - from);
    size += to - from;
  }

  /** A dense row to be written to and then added, {@code [width]}. */
  float[] denseRow() {
    if (dense == null) {
      dense = new float[width];
    }
    return dense;
  }

  /** Adds the dense row's values but for the zeros. */
  void addDenseRow() {
    for (int c = 0; c < width; c++) {
      if (dense[c] != 0) {
        add(c, dense[c]);
      }
    }
  }

  /** Ends the row that is being filled. */
  public void endRow() {
    if (!ascending) {
      sortRow();
      ascending = true;
    }
    if (++rowCount == starts.length) {
      starts = Arrays.copyOf(starts, rowCount + rowCount / 2);
    }
    starts[rowCount] = size;
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > columns.length) {
      int length = (int) Math.max(needed, Math.min(LONGEST, columns.length * 3L / 2));
      columns = Arrays.copyOf(columns, length);
      values = Arrays.copyOf(values, length);
    }
  }

  /** By insertion, since rows that are out of order are rare and short. */
  private void sortRow() {
    int start = starts[rowCount];
    for (int k = start + 1; k < size; k++) {
      int column = columns[k];
      float value = values[k];
      int at = k;
      for (; at > start && columns[at - 1] > column; at--) {
        columns[at] = columns[at - 1];
        values[at] = values[at - 1];
      }
      columns[at] = column;
      values[at] = value;
    }
    mergeEqualColumns(start);
  }

  private void mergeEqualColumns(int start) {
    int last = start;
    for (int k = start + 1; k < size; k++) {
      if (columns[k] == columns[last]) {
        values[last] += values[k];
      } else {
        last++;
        columns[last] = columns[k];
        values[last] = values[k];
      }
    }
    size = last + 1;
  }

  /** Orders by column too, by counting; the rows of a column stay in order. */
  public void orderByColumn() {
    if (columnStarts == null) {
      columnStarts = new int[width + 1];
    }
    if (rows.length < size) {
      rows = new int[columns.length];
      positions = new int[columns.length];
    }
    Arrays.fill(columnStarts, 0);
    for (int k = 0; k < size; k++) {
      columnStarts[columns[k]]++;
    }
    int end = 0;
    for (int c = 0; c <= width; c++) {
      end += columnStarts[c];
      columnStarts[c] = end;
    }
    // Each column is filled from its end, which leaves its start in columnStarts.
    for (int r = rowCount - 1; r >= 0; r--) {
      for (int k = starts[r + 1] - 1; k >= starts[r]; k--) {
        int at = --columnStarts[columns[k]];
        rows[at] = r;
        positions[at] = k;
      }
    }
  }

  /** Takes over the pattern of another, and makes room for values of its own. */
  public void follow(NonZeros pattern) {
    starts = pattern.starts;
    columns = pattern.columns;
    columnStarts = pattern.columnStarts;
    rows = pattern.rows;
    positions = pattern.positions;
    rowCount = pattern.rowCount;
    size = pattern.size;
    if (values.length < pattern.values.length) {
      values = new float[pattern.values.length];
    }
  }

  /** The number of rows. */
  public int rowCount() {
    return rowCount;
  }

  /**
   * Where row {@code r}, at most the number of rows, starts in {@link #columns} and {@link
   * #values}.
   */
  public int start(int r) {
    return starts[r];
  }

  /** The column of each non-zero, row by row; the array itself. */
  public int[] columns() {
    return columns;
  }

  /** The value of each non-zero, row by row; the array itself. */
  public float[] values() {
    return values;
  }

  /** The number of non-zeros. */
  public int size() {
    return size;
  }

  /** Where column {@code c} starts in {@link #rows} and {@link #positions}. */
  public int columnStart(int c) {
    return columnStarts[c];
  }

  /** The row of each non-zero, column by column; the array itself. */
  public int[] rows() {
    return rows;
  }

  /** Where the value of each non-zero is, column by column; the array itself. */
  public int[] positions() {
    return positions;
  }

  /** Writes rows {@code [from, to)} with their zeros, {@code [rows, width]} from row 0. */
  public void scatter(int from, int to, float[] into) {
    Arrays.fill(into, from * width, to * width, 0f);
    for (int r = from; r < to; r++) {
      for (int k = starts[r]; k < starts[r + 1]; k++) {
        into[r * width + columns[k]] = values[k];
      }
    }
  }
}
