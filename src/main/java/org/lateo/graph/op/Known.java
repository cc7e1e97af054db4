package org.lateo.graph.op;

import java.util.Arrays;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;

/**
 * Which cells of rows are known: 1 for a value, 0 for NaN, {@code [rows, columns]}. Columns that
 * may not be missing are always 1, so that a NaN there is not taken for anything but what it is.
 */
public final class Known extends Node {
  private final boolean[] missing;

  /**
   * @param x data, which has no gradient
   * @param missing whether a column's NaN stands for a missing value, {@code [columns]}
   */
  public Known(Node x, boolean... missing) {
    super(x.rows(), x.columns(), x);
    if (missing.length != columns()) {
      throw new IllegalArgumentException(
          "Expected " + columns() + " columns, found " + Arrays.toString(missing));
    }
    this.missing = missing.clone();
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int at = r * columns();
      for (int c = t.column(); c < t.columnEnd(); c++) {
        y[at + c] = missing[c] && Float.isNaN(x[at + c]) ? 0f : 1f;
      }
    }
  }

  @Override
  protected boolean isDifferentiable() {
    return false;
  }

  @Override
  protected String emit(Emitter e) {
    float[] ofNaN = new float[columns()];
    for (int c = 0; c < ofNaN.length; c++) {
      ofNaN[c] = missing[c] ? 0f : 1f;
    }
    String isNaN = e.op("IsNaN", e.of(input(0)));
    return e.op("Where", isNaN, e.constant(ofNaN, 1, columns()), e.constant(new float[] {1f}));
  }
}
