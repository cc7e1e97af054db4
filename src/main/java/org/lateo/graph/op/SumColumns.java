package org.lateo.graph.op;

import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;
import org.lateo.math.FloatMath;

/** The sum of each row, added up in double: {@code [rows, columns]} to {@code [rows, 1]}. */
public final class SumColumns extends Node {
  private SumColumns(Node x) {
    super(x.rows(), 1, x);
  }

  /** Sums each row of {@code x}; x itself where it has one column. */
  public static Node of(Node x) {
    return x.columns() == 1 ? x : new SumColumns(x);
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    int columns = input(0).columns();
    for (int r = t.row(); r < t.rowEnd(); r++) {
      y[r] = (float) FloatMath.sum(x, r * columns, (r + 1) * columns);
    }
  }

  @Override
  protected int workPerRow() {
    return input(0).columns();
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    int columns = input(0).columns();
    for (int r = t.row(); r < t.rowEnd(); r++) {
      float d = dy[r];
      for (int i = r * columns + t.column(); i < r * columns + t.columnEnd(); i++) {
        dx[i] += d;
      }
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.op("ReduceSum", Map.of("keepdims", 1L), e.of(input(0)), e.integers(1));
  }
}
