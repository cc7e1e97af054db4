package org.lateo.graph.op;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;

/**
 * x where it is known, 0 elsewhere. It chooses and does not multiply: whatever x is where it is not
 * known, even NaN, goes no further, and neither does a gradient.
 */
public final class WhereKnown extends Elementwise {
  private static final int X = 0;
  private static final int KNOWN = 1;

  /**
   * The inputs have one shape.
   *
   * @param known 0 for what is not, see {@link Known}; data, which has no gradient
   */
  public WhereKnown(Node x, Node known) {
    super(x, known);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(X));
    float[] known = w.values(input(KNOWN));
    float[] y = w.values(this);
    for (int i = from; i < to; i++) {
      y[i] = known[i] != 0f ? x[i] : 0f;
    }
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    requireInput(k, X);
    float[] known = w.values(input(KNOWN));
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(X));
    for (int i = from; i < to; i++) {
      dx[i] += known[i] != 0f ? dy[i] : 0f;
    }
  }

  @Override
  protected String emit(Emitter e) {
    String zero = e.constant(new float[] {0f});
    String known = e.op("Greater", e.of(input(KNOWN)), zero);
    return e.op("Where", known, e.of(input(X)), zero);
  }
}
