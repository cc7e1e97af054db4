package org.lateo.graph.op;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;

/** x / y, element by element. */
public final class Quotient extends Elementwise {
  /** The inputs have one shape; y is nowhere zero. */
  public Quotient(Node x, Node y) {
    super(x, y);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(0));
    float[] y = w.values(input(1));
    float[] out = w.values(this);
    for (int i = from; i < to; i++) {
      out[i] = x[i] / y[i];
    }
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] y = w.values(input(1));
    float[] out = w.values(this);
    float[] dOut = w.gradient(this);
    float[] d = w.gradient(input(k));
    for (int i = from; i < to; i++) {
      d[i] += k == 0 ? dOut[i] / y[i] : -dOut[i] * out[i] / y[i];
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.op("Div", e.of(input(0)), e.of(input(1)));
  }
}
