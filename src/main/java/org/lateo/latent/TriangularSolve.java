package org.lateo.latent;

import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;

/** The y of T y = x, row by row, {@code [rows, latent]}, by forward substitution. */
final class TriangularSolve extends Triangular {
  TriangularSolve(Node logSquare, Node below, Node x) {
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
        double left = x[from + i];
        int at = at(r, i);
        for (int j = 0; j < i; j++) {
          left -= (double) below[at + j] * y[from + j];
        }
        y[from + i] = (float) (left / diagonal(w, r, i));
      }
    }
  }

  /** With g from T' g = dy: dx is g, and dT is -g y'. */
  @Override
  void addRowGradient(Values w, int k, int row, float[] into) {
    float[] y = w.values(this);
    int g = k == X ? 0 : input(k).columns();
    solveTransposed(w, row, into, g);
    for (int i = 0; i < columns() && k != X; i++) {
      if (k == LOG_SQUARE) {
        into[i] = -0.5f * into[g + i] * y[row * columns() + i] * diagonal(w, row, i);
      }
      for (int j = 0; j < i && k == BELOW; j++) {
        into[below(i) + j] = -into[g + i] * y[row * columns() + j];
      }
    }
  }

  /** Backward substitution, to {@code g[at..]}. */
  private void solveTransposed(Values w, int row, float[] g, int at) {
    float[] dy = w.gradient(this);
    float[] below = w.values(input(BELOW));
    for (int i = columns() - 1; i >= 0; i--) {
      double left = dy[row * columns() + i];
      for (int j = i + 1; j < columns(); j++) {
        left -= (double) below[at(row, j) + i] * g[at + j];
      }
      g[at + i] = (float) (left / diagonal(w, row, i));
    }
  }

  /** Substitution, written out. */
  @Override
  protected String emit(Emitter e) {
    Map<String, Object> side = Map.of("axis", 1L);
    String[] y = new String[columns()];
    for (int i = 0; i < y.length; i++) {
      String left = e.op("Gather", side, e.of(input(X)), e.integers(i));
      for (int j = 0; j < i; j++) {
        String factor = e.op("Gather", side, e.of(input(BELOW)), e.integers(at(0, i) + j));
        left = e.op("Sub", left, e.op("Mul", factor, y[j]));
      }
      String logSquare = e.op("Gather", side, e.of(input(LOG_SQUARE)), e.integers(i));
      String half = e.op("Mul", logSquare, e.constant(new float[] {0.5f}));
      y[i] = e.op("Div", left, e.op("Exp", half));
    }
    return e.op("Concat", side, y);
  }
}
