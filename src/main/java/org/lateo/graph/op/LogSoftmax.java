package org.lateo.graph.op;

import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;
import org.lateo.math.FloatMath;

/**
 * x - log Σ e^x of each row, {@code [rows, columns]}: log-probabilities of the columns, finite
 * where the probabilities themselves are too small for a float.
 */
public final class LogSoftmax extends Node {
  /** Applies it to each row of {@code x}. */
  public LogSoftmax(Node x) {
    super(x.rows(), x.columns(), x);
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int from = r * columns();
      int to = from + columns();
      float max = FloatMath.max(x, from, to);
      FloatMath.expOfDifference(x, max, y, from, to);
      float log = (float) StrictMath.log(FloatMath.sum(y, from, to));
      for (int i = from; i < to; i++) {
        y[i] = x[i] - max - log;
      }
    }
  }

  /** dx is dy less e^y times the row's sum of dy. */
  @Override
  protected void addGradient(Values w, int k, Tile t) {
    float[] y = w.values(this);
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    float[] shares = w.scratch(t.rowEnd() * columns());
    for (int r = t.row(); r < t.rowEnd(); r++) {
      float sum = (float) FloatMath.sum(dy, r * columns(), (r + 1) * columns());
      int from = r * columns() + t.column();
      int to = r * columns() + t.columnEnd();
      FloatMath.expOfDifference(y, 0f, shares, from, to);
      for (int i = from; i < to; i++) {
        dx[i] += dy[i] - sum * shares[i];
      }
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.op("LogSoftmax", Map.of("axis", 1L), e.of(input(0)));
  }
}
