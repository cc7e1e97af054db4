package org.lateo.graph.op;

import org.lateo.graph.Buffer;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.Tile;

/**
 * x plus rows of a table: row {@code r * picked + k} of {@code [rows * picked, columns]} plus that
 * row of the parameter {@code [any, columns]} which column k of row r names. The rows of an example
 * are some of its classes, say, and the table has a row for each class.
 */
public final class AddTableRows extends Node {
  private static final int X = 0;
  private static final int TABLE = 1;
  private static final int PICKED = 2;

  /**
   * @param picked numbers of rows of the table, {@code [rows, picked]}; data, which has no gradient
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public AddTableRows(Node x, Parameter table, Node picked) {
    super(x.rows(), x.columns(), x, table, picked);
    if (table.columns() != x.columns() || !picked.rows().times(picked.columns()).equals(x.rows())) {
      throw new IllegalArgumentException(
          "Expected x [rows * picked, columns], a table [any, columns] and picked [rows, picked],"
              + " found "
              + inputs());
    }
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] x = w.values(input(X));
    float[] picked = w.values(input(PICKED));
    Buffer table = w.buffer(input(TABLE));
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int from = r * columns() + t.column();
      System.arraycopy(x, from, y, from, t.width());
      Affine.add(table.values(), table.at((int) picked[r]) + t.column(), y, from, t.width());
    }
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    switch (k) {
      case X -> addGradientOfX(w, t);
      case TABLE -> addGradientOfTable(w, t);
      default -> super.addGradient(w, k, t);
    }
  }

  private void addGradientOfX(Values w, Tile t) {
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(X));
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int from = r * columns() + t.column();
      Affine.add(dy, from, dx, from, t.width());
    }
  }

  private void addGradientOfTable(Values w, Tile t) {
    float[] picked = w.values(input(PICKED));
    float[] dy = w.gradient(this);
    Buffer table = w.buffer(input(TABLE));
    for (int r = 0; r < w.rows(this); r++) {
      int row = (int) picked[r];
      if (row >= t.row() && row < t.rowEnd()) {
        int to = table.at(row) + t.column();
        Affine.add(dy, r * columns() + t.column(), table.gradient(), to, t.width());
      }
    }
  }

  @Override
  protected String emit(Emitter e) {
    throw new UnsupportedOperationException("Rows of a table are added in training alone");
  }
}
