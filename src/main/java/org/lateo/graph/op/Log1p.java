package org.lateo.graph.op;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;
import org.lateo.graph.NonZeros;
import org.lateo.graph.Tile;
import org.lateo.graph.Tiling;
import org.lateo.math.FloatMath;

/** log(1 + max(x, 0)), which brings counts to a range that layers can work with. */
public final class Log1p extends Elementwise {
  private Log1p(Node x) {
    super(x);
  }

  /** Applies it to each element; sparse values stay sparse. */
  public static Node of(Node x) {
    return x.isSparse() ? new SparseLog1p(x) : new Log1p(x);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int i = from; i < to; i++) {
      y[i] = FloatMath.log1p(Math.max(x[i], 0f));
    }
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] x = w.values(input(0));
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int i = from; i < to; i++) {
      dx[i] += x[i] > 0f ? dy[i] / (1f + x[i]) : 0f;
    }
  }

  @Override
  protected String emit(Emitter e) {
    return emit(e, e.of(input(0)));
  }

  static String emit(Emitter e, String x) {
    return e.op("Log", e.op("Add", e.op("Relu", x), e.constant(new float[] {1f})));
  }

  /** The same function of the non-zeros; zeros stay zero. */
  private static final class SparseLog1p extends Node {
    SparseLog1p(Node x) {
      super(x.rows(), x.columns(), x);
    }

    @Override
    protected void forward(Values w, Tile t) {
      NonZeros x = w.nonZeros(input(0));
      NonZeros y = w.nonZeros(this);
      y.follow(x);
      float[] from = x.values();
      float[] to = y.values();
      for (int k = 0; k < x.size(); k++) {
        to[k] = FloatMath.log1p(Math.max(from[k], 0f));
      }
    }

    @Override
    protected String emit(Emitter e) {
      return Log1p.emit(e, e.of(input(0)));
    }

    @Override
    protected Tiling tiling() {
      return Tiling.WHOLE;
    }

    @Override
    public boolean isSparse() {
      return true;
    }

    @Override
    protected boolean readsSparse() {
      return true;
    }
  }
}
