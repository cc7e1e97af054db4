package org.lateo.graph.op;

import org.lateo.graph.Node;
import org.lateo.graph.Tile;

/**
 * Each row times each row of a table, element by element: {@code [rows, columns]} and {@code
 * [count, columns]} to {@code [rows * count, columns]}, row {@code r count + k} of row r and row k
 * of the table. The table is data, which has no gradient, such as draws that are the same for each
 * row.
 */
public final class RowProducts extends Node {
  private static final int X = 0;
  private static final int TABLE = 1;

  private final int count;

  /**
   * @param table of a fixed number of rows
   * @throws IllegalArgumentException if the inputs differ in their number of columns
   */
  public RowProducts(Node x, Node table) {
    super(x.rows().times(table.rows().fixed()), x.columns(), x, table);
    this.count = table.rows().fixed();
    if (table.columns() != x.columns()) {
      throw new IllegalArgumentException(
          "Expected a table with as many columns as x, found " + inputs());
    }
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] x = w.values(input(X));
    float[] table = w.values(input(TABLE));
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int of = r / count * columns();
      int by = r % count * columns();
      for (int c = t.column(); c < t.columnEnd(); c++) {
        y[r * columns() + c] = x[of + c] * table[by + c];
      }
    }
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    requireInput(k, X);
    float[] table = w.values(input(TABLE));
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(X));
    for (int r = t.row(); r < t.rowEnd(); r++) {
      for (int by = 0; by < count; by++) {
        int from = (r * count + by) * columns();
        for (int c = t.column(); c < t.columnEnd(); c++) {
          dx[r * columns() + c] += dy[from + c] * table[by * columns() + c];
        }
      }
    }
  }

  @Override
  protected String emit(Emitter e) {
    String raised = e.op("Unsqueeze", e.of(input(X)), e.integers(1));
    String products = e.op("Mul", raised, e.of(input(TABLE)));
    return e.op("Reshape", products, e.integers(-1, columns()));
  }
}
