package org.lateo.graph.op;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;

/** x where it is a number, a constant where it is NaN. */
public final class WhereNumber extends Elementwise {
  private final float otherwise;

  /** Replaces NaN by {@code otherwise}. */
  public WhereNumber(Node x, float otherwise) {
    super(x);
    this.otherwise = otherwise;
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int i = from; i < to; i++) {
      y[i] = Float.isNaN(x[i]) ? otherwise : x[i];
    }
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] x = w.values(input(0));
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int i = from; i < to; i++) {
      dx[i] += Float.isNaN(x[i]) ? 0f : dy[i];
    }
  }

  @Override
  protected String emit(Emitter e) {
    String x = e.of(input(0));
    return e.op("Where", e.op("IsNaN", x), e.constant(new float[] {otherwise}), x);
  }
}
