package org.lateo.graph;

import java.util.Map;

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
  protected void forward(Workspace w, Tile t) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    int columns = input(0).columns();
    for (int r = t.row(); r < t.rowEnd(); r++) {
      y[r] = (float) sum(x, r * columns, (r + 1) * columns);
    }
  }

  /** Four sums side by side, since one waits for each addition to end before the next. */
  private static double sum(float[] x, int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
    }
    for (; i < to; i++) {
      a += x[i];
    }
    return (a + b) + (c + d);
  }

  @Override
  protected void addGradient(Workspace w, int k, Tile t) {
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
