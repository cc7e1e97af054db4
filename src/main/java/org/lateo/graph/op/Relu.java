package org.lateo.graph.op;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;

/** max(x, 0); the gradient at 0 is 0. */
public final class Relu extends Elementwise {
  /** Applies it to each element of {@code x}. */
  public Relu(Node x) {
    super(x);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int i = from; i < to; i++) {
      y[i] = Math.max(x[i], 0f);
    }
  }

  /** The step function is min(1, y times a huge number), which needs no branch. */
  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] y = w.values(this);
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * Math.min(1f, y[i] * 1e38f);
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.op("Relu", e.of(input(0)));
  }
}
