package org.lateo.graph;

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
  protected void forward(Workspace w, int from, int to) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int i = from; i < to; i++) {
      y[i] = FloatMath.log1p(Math.max(x[i], 0f));
    }
  }

  @Override
  protected void addGradient(Workspace w, int k, int from, int to) {
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
}
