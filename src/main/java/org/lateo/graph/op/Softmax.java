package org.lateo.graph.op;

import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;
import org.lateo.math.FloatMath;

/** e^x over the sum of its row, {@code [rows, columns]}: probabilities of the columns. */
public final class Softmax extends Node {
  /** Applies it to each row of {@code x}. */
  public Softmax(Node x) {
    super(x.rows(), x.columns(), x);
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int from = r * columns();
      int to = from + columns();
      FloatMath.expOfDifference(x, FloatMath.max(x, from, to), y, from, to);
      float factor = (float) (1 / FloatMath.sum(y, from, to));
      for (int i = from; i < to; i++) {
        y[i] *= factor;
      }
    }
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    float[] y = w.values(this);
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int from = r * columns();
      int to = from + columns();
      double mean = 0;
      for (int i = from; i < to; i++) {
        mean += (double) y[i] * dy[i];
      }
      float m = (float) mean;
      for (int i = from + t.column(); i < from + t.columnEnd(); i++) {
        dx[i] += y[i] * (dy[i] - m);
      }
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.op("Softmax", Map.of("axis", 1L), e.of(input(0)));
  }
}
