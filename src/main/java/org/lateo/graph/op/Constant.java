package org.lateo.graph.op;

import org.lateo.graph.Node;
import org.lateo.graph.Rows;
import org.lateo.graph.Tile;

/** The same numbers in every row, {@code [rows, columns]}; nothing trains them. */
public final class Constant extends Node {
  private final float[] row;

  /** The numbers, {@code [columns]}, that each row holds. */
  public Constant(Rows rows, float... row) {
    super(rows, row.length);
    this.row = row.clone();
  }

  @Override
  public boolean variesByRow() {
    return false;
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      System.arraycopy(row, t.column(), y, r * columns() + t.column(), t.width());
    }
  }

  /** One row, which ONNX broadcasts by itself. */
  @Override
  protected String emit(Emitter e) {
    return e.constant(row, 1, columns());
  }
}
