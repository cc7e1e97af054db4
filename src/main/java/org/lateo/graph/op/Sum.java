package org.lateo.graph.op;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;

/** a x + b y, element by element, with constant factors. */
public final class Sum extends Elementwise {
  private final float[] factors;

  private Sum(Node x, float xFactor, Node y, float yFactor) {
    super(x, y);
    this.factors = new float[] {xFactor, yFactor};
  }

  /** x + y. */
  public static Node add(Node x, Node y) {
    return new Sum(x, 1f, y, 1f);
  }

  /** x - y. */
  public static Node subtract(Node x, Node y) {
    return new Sum(x, 1f, y, -1f);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(0));
    float[] y = w.values(input(1));
    float[] out = w.values(this);
    float a = factors[0];
    float b = factors[1];
    for (int i = from; i < to; i++) {
      out[i] = a * x[i] + b * y[i];
    }
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] dOut = w.gradient(this);
    float[] dx = w.gradient(input(k));
    float a = factors[k];
    for (int i = from; i < to; i++) {
      dx[i] += a * dOut[i];
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.op(factors[1] < 0 ? "Sub" : "Add", e.of(input(0)), e.of(input(1)));
  }
}
