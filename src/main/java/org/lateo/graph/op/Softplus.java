package org.lateo.graph.op;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;
import org.lateo.math.FloatMath;

/** log(1 + e^x). */
public final class Softplus extends Elementwise {
  /** Applies it to each element of {@code x}. */
  public Softplus(Node x) {
    super(x);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    FloatMath.softplus(w.values(input(0)), w.values(this), from, to);
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] x = w.values(input(0));
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * FloatMath.sigmoid(x[i]);
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.op("Softplus", e.of(input(0)));
  }
}
