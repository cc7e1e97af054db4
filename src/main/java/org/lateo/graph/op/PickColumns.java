package org.lateo.graph.op;

import org.lateo.graph.Node;
import org.lateo.graph.Tile;

/** In each row the columns that the row asks for, {@code [rows, any]} to {@code [rows, picked]}. */
public final class PickColumns extends Node {
  private static final int X = 0;
  private static final int PICKED = 1;

  /**
   * @param x {@code [rows, any]}
   * @param picked numbers of columns of x, {@code [rows, picked]}; data, which has no gradient
   * @throws IllegalArgumentException if the inputs differ in their number of rows
   */
  public PickColumns(Node x, Node picked) {
    super(x.rows(), picked.columns(), x, picked);
    if (!picked.rows().equals(x.rows())) {
      throw new IllegalArgumentException(
          "Expected as many rows of x as of picked, found " + inputs());
    }
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] x = w.values(input(X));
    float[] picked = w.values(input(PICKED));
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int from = r * input(X).columns();
      for (int i = r * columns(); i < (r + 1) * columns(); i++) {
        y[i] = x[from + (int) picked[i]];
      }
    }
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    requireInput(k, X);
    float[] picked = w.values(input(PICKED));
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(X));
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int to = r * input(X).columns();
      for (int i = r * columns(); i < (r + 1) * columns(); i++) {
        int c = (int) picked[i];
        if (t.hasColumn(c)) {
          dx[to + c] += dy[i];
        }
      }
    }
  }

  @Override
  protected String emit(Emitter e) {
    throw new UnsupportedOperationException("Columns are picked in training alone");
  }
}
