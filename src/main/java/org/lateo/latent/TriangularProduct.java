package org.lateo.latent;

import org.lateo.graph.Node;
import org.lateo.graph.Tile;

/** T x, row by row, {@code [rows, latent]}. */
final class TriangularProduct extends Triangular {
  TriangularProduct(Node logSquare, Node below, Node x) {
    super(logSquare, below, x);
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] x = w.values(input(X));
    float[] below = w.values(input(BELOW));
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int from = r * columns();
      for (int i = 0; i < columns(); i++) {
        float sum = diagonal(w, r, i) * x[from + i];
        int at = at(r, i);
        for (int j = 0; j < i; j++) {
          sum += below[at + j] * x[from + j];
        }
        y[from + i] = sum;
      }
    }
  }

  @Override
  void addRowGradient(Values w, int k, int row, float[] into) {
    float[] x = w.values(input(X));
    float[] below = w.values(input(BELOW));
    int from = row * columns();
    for (int i = 0; i < columns(); i++) {
      float dy = w.gradient(this)[from + i];
      int at = at(row, i);
      if (k == LOG_SQUARE) {
        into[i] = 0.5f * dy * diagonal(w, row, i) * x[from + i];
      } else if (k == X) {
        into[i] += dy * diagonal(w, row, i);
      }
      for (int j = 0; j < i && k == BELOW; j++) {
        into[below(i) + j] = dy * x[from + j];
      }
      for (int j = 0; j < i && k == X; j++) {
        into[j] += dy * below[at + j];
      }
    }
  }

  @Override
  protected String emit(Emitter e) {
    String column = e.op("Unsqueeze", e.of(input(X)), e.integers(2));
    return e.op("Squeeze", e.op("MatMul", emitMatrix(e), column), e.integers(2));
  }
}
