package org.lateo.latent;

import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;

/** log of the diagonal of T T', the variances of T x for x of N(0, I), {@code [rows, latent]}. */
final class TriangularLogVariance extends Triangular {
  TriangularLogVariance(Node logSquare, Node below) {
    super(logSquare, below);
  }

  private double variance(Values w, int r, int i) {
    float[] below = w.values(input(BELOW));
    double diagonal = diagonal(w, r, i);
    double sum = diagonal * diagonal;
    int at = at(r, i);
    for (int j = 0; j < i; j++) {
      sum += (double) below[at + j] * below[at + j];
    }
    return sum;
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      for (int i = 0; i < columns(); i++) {
        y[r * columns() + i] = (float) StrictMath.log(variance(w, r, i));
      }
    }
  }

  @Override
  void addRowGradient(Values w, int k, int row, float[] into) {
    float[] below = w.values(input(BELOW));
    for (int i = 0; i < columns(); i++) {
      double share = w.gradient(this)[row * columns() + i] / variance(w, row, i);
      if (k == LOG_SQUARE) {
        double diagonal = diagonal(w, row, i);
        into[i] = (float) (share * diagonal * diagonal);
      }
      for (int j = 0; j < i && k == BELOW; j++) {
        into[below(i) + j] = (float) (2 * share * below[at(row, i) + j]);
      }
    }
  }

  @Override
  protected String emit(Emitter e) {
    String matrix = emitMatrix(e);
    String squares = e.op("Mul", matrix, matrix);
    return e.op("Log", e.op("ReduceSum", Map.of("keepdims", 0L), squares, e.integers(2)));
  }
}
