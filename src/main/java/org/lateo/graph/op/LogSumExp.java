package org.lateo.graph.op;

import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;
import org.lateo.math.FloatMath;

/**
 * log Σ e^x of each row, {@code [rows, columns]} to {@code [rows, 1]}: the largest is taken out
 * first, so nothing overflows, and the sum is one of doubles.
 */
public final class LogSumExp extends Node {
  /** Applies it to each row of {@code x}. */
  public LogSumExp(Node x) {
    super(x.rows(), 1, x);
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    int columns = input(0).columns();
    float[] powers = w.scratch(t.rowEnd() * columns);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int from = r * columns;
      float max = FloatMath.max(x, from, from + columns);
      FloatMath.expOfDifference(x, max, powers, from, from + columns);
      y[r] = (float) (max + StrictMath.log(FloatMath.sum(powers, from, from + columns)));
    }
  }

  /** dx is dy times e^(x - y), the share of x in the sum. */
  @Override
  protected void addGradient(Values w, int k, Tile t) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    int columns = input(0).columns();
    float[] shares = w.scratch(t.rowEnd() * columns);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int from = r * columns + t.column();
      int to = r * columns + t.columnEnd();
      FloatMath.expOfDifference(x, y[r], shares, from, to);
      for (int i = from; i < to; i++) {
        dx[i] += dy[r] * shares[i];
      }
    }
  }

  @Override
  protected int workPerRow() {
    return input(0).columns();
  }

  @Override
  protected String emit(Emitter e) {
    return e.op("ReduceLogSumExp", Map.of("keepdims", 1L, "axes", new long[] {1}), e.of(input(0)));
  }
}
