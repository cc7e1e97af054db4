package org.lateo.graph.op;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;
import org.lateo.math.FloatMath;

/** Logistic sigmoid, 1 / (1 + e^-x). */
public final class Sigmoid extends Elementwise {
  /** Applies it to each element of {@code x}. */
  public Sigmoid(Node x) {
    super(x);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    FloatMath.sigmoid(w.values(input(0)), w.values(this), from, to);
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] y = w.values(this);
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * y[i] * (1f - y[i]);
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.op("Sigmoid", e.of(input(0)));
  }
}
