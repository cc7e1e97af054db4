package org.lateo.graph;

/**
 * x plus the rows of a table in turn: row i of {@code [rows * cycle, columns]} plus row {@code i %
 * cycle} of the parameter {@code [cycle, columns]}. The rows of an example are its classes, say,
 * and the table has a row for each class.
 */
public final class AddCyclic extends Node {
  private static final int X = 0;
  private static final int TABLE = 1;

  private final int cycle;

  /**
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public AddCyclic(Node x, Parameter table) {
    super(x.rows(), x.columns(), x, table);
    this.cycle = table.rows().fixed();
    if (table.columns() != x.columns() || x.rows().perExample() % cycle != 0) {
      throw new IllegalArgumentException(
          "Expected x [rows * cycle, columns] and a table [cycle, columns], found " + inputs());
    }
  }

  @Override
  protected void forward(Workspace w, Tile t) {
    float[] x = w.values(input(X));
    Buffer table = w.buffer(input(TABLE));
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int from = r * columns() + t.column();
      System.arraycopy(x, from, y, from, t.width());
      add(table.values(), table.at(r % cycle) + t.column(), y, from, t.width());
    }
  }

  @Override
  protected void addGradient(Workspace w, int k, Tile t) {
    float[] dy = w.gradient(this);
    if (k == X) {
      float[] dx = w.gradient(input(X));
      for (int r = t.row(); r < t.rowEnd(); r++) {
        int from = r * columns() + t.column();
        add(dy, from, dx, from, t.width());
      }
      return;
    }
    Buffer table = w.buffer(input(TABLE));
    for (int c = t.row(); c < t.rowEnd(); c++) {
      int to = table.at(c) + t.column();
      for (int r = c; r < w.rows(this); r += cycle) {
        add(dy, r * columns() + t.column(), table.gradient(), to, t.width());
      }
    }
  }

  private static void add(float[] from, int at, float[] to, int toAt, int count) {
    for (int i = 0; i < count; i++) {
      to[toAt + i] += from[at + i];
    }
  }

  @Override
  protected String emit(Emitter e) {
    String split = e.op("Reshape", e.of(input(X)), e.integers(-1, cycle, columns()));
    return e.op("Reshape", e.op("Add", split, e.of(input(TABLE))), e.integers(-1, columns()));
  }
}
