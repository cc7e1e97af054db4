package org.lateo.graph.op;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;

/**
 * x, but a constant where x is marked. It chooses and does not add: whatever x is there, even NaN,
 * goes no further, and neither does a gradient.
 */
public final class Unless extends Elementwise {
  private static final int X = 0;
  private static final int MARKED = 1;

  private final float otherwise;

  /**
   * The inputs have one shape.
   *
   * @param marked not 0 where the constant is taken; data, which has no gradient
   * @param otherwise the constant
   */
  public Unless(Node x, Node marked, float otherwise) {
    super(x, marked);
    this.otherwise = otherwise;
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(X));
    float[] marked = w.values(input(MARKED));
    float[] y = w.values(this);
    for (int i = from; i < to; i++) {
      y[i] = marked[i] != 0f ? otherwise : x[i];
    }
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    requireInput(k, X);
    float[] marked = w.values(input(MARKED));
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(X));
    for (int i = from; i < to; i++) {
      dx[i] += marked[i] != 0f ? 0f : dy[i];
    }
  }

  @Override
  protected String emit(Emitter e) {
    String marked = e.op("Greater", e.of(input(MARKED)), e.constant(new float[] {0f}));
    return e.op("Where", marked, e.constant(new float[] {otherwise}), e.of(input(X)));
  }
}
