package org.lateo.graph.op;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;
import org.lateo.math.FloatMath;

/** e^x for x clamped to ±{@link FloatMath#MAX_EXPONENT}, so that it is always a normal float. */
public final class Exp extends Elementwise {
  private static final float LIMIT = FloatMath.MAX_EXPONENT;

  /** Applies it to each element of {@code x}. */
  public Exp(Node x) {
    super(x);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    FloatMath.exp(w.values(input(0)), w.values(this), from, to);
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int i = from; i < to; i++) {
      dx[i] += Math.abs(x[i]) < LIMIT ? dy[i] * y[i] : 0f;
    }
  }

  @Override
  protected String emit(Emitter e) {
    String above = e.op("Max", e.of(input(0)), e.constant(new float[] {-LIMIT}));
    return e.op("Exp", e.op("Min", above, e.constant(new float[] {LIMIT})));
  }
}
