package org.lateo.graph.op;

import java.util.Arrays;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;

/** One column as several: {@code [rows, 1]} to {@code [rows, columns]}. */
public final class RepeatColumns extends Node {
  private RepeatColumns(Node x, int columns) {
    super(x.rows(), columns, x);
    if (x.columns() != 1) {
      throw new IllegalArgumentException("Expected one column, found " + x);
    }
  }

  /** Repeats the only column of {@code x}; x itself for one. */
  public static Node of(Node x, int columns) {
    return columns == 1 && x.columns() == 1 ? x : new RepeatColumns(x, columns);
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      Arrays.fill(y, r * columns() + t.column(), r * columns() + t.columnEnd(), x[r]);
    }
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int r = t.row(); r < t.rowEnd(); r++) {
      double sum = 0;
      for (int i = r * columns(); i < (r + 1) * columns(); i++) {
        sum += dy[i];
      }
      dx[r] += (float) sum;
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.op("Expand", e.of(input(0)), e.integers(1, columns()));
  }
}
