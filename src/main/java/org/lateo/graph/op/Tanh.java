package org.lateo.graph.op;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;
import org.lateo.math.FloatMath;

/** Hyperbolic tangent. */
public final class Tanh extends Elementwise {
  /** Applies it to each element of {@code x}. */
  public Tanh(Node x) {
    super(x);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    FloatMath.tanh(w.values(input(0)), w.values(this), from, to);
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] y = w.values(this);
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * (1f - y[i] * y[i]);
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.op("Tanh", e.of(input(0)));
  }
}
