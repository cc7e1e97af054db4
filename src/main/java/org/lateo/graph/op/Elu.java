package org.lateo.graph.op;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;
import org.lateo.math.FloatMath;

/**
 * x for positive x, e^x - 1 otherwise.
 *
 * <p>See:
 *
 * <pre>
 * Clevert DA, Unterthiner T, Hochreiter S.
 * "Fast and Accurate Deep Network Learning by Exponential Linear Units"
 * ICLR 2016.
 * </pre>
 */
public final class Elu extends Elementwise {
  /** Applies it to each element of {@code x}. */
  public Elu(Node x) {
    super(x);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    FloatMath.exp(x, y, from, to);
    for (int i = from; i < to; i++) {
      y[i] = Math.max(x[i], 0f) + Math.min(y[i], 1f) - 1f;
    }
  }

  /** The derivative is 1 for positive x, e^x = y + 1 otherwise. */
  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] y = w.values(this);
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] * (Math.min(y[i], 0f) + 1f);
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.op("Elu", e.of(input(0)));
  }
}
