package org.lateo.graph;

/**
 * A rectangle of a node's array: rows {@code [row, rowEnd)}, columns {@code [column, columnEnd)}.
 * One thread computes one tile.
 */
public record Tile(int row, int rowEnd, int column, int columnEnd) {
  /** The number of columns. */
  public int width() {
    return columnEnd - column;
  }

  /** Whether column {@code c} is in it. */
  public boolean hasColumn(int c) {
    return c >= column && c < columnEnd;
  }

  /** The number of rows. */
  public int height() {
    return rowEnd - row;
  }
}
