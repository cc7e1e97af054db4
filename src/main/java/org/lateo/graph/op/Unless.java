package org.lateo.graph.op;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;

/**
 * x, but a constant where x is marked, or where it is not known. It chooses and neither adds nor
 * multiplies: whatever x is there, even NaN, goes no further, and neither does a gradient.
 */
public final class Unless extends Elementwise {
  private static final int X = 0;
  private static final int MARK = 1;

  /** Whether the constant is taken where the mark is not 0, or where it is 0. */
  private final boolean marked;

  private final float otherwise;

  private Unless(Node x, Node mark, boolean marked, float otherwise) {
    super(x, mark);
    this.marked = marked;
    this.otherwise = otherwise;
  }

  /**
   * The inputs have one shape.
   *
   * @param marked not 0 where the constant is taken; data, which has no gradient
   * @param otherwise the constant
   */
  public Unless(Node x, Node marked, float otherwise) {
    this(x, marked, true, otherwise);
  }

  /**
   * x where it is known, 0 elsewhere. The inputs have one shape.
   *
   * @param known 0 for what is not, see {@link Known}; data, which has no gradient
   */
  public static Node unknown(Node x, Node known) {
    return new Unless(x, known, false, 0f);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(X));
    float[] mark = w.values(input(MARK));
    float[] y = w.values(this);
    for (int i = from; i < to; i++) {
      y[i] = (mark[i] != 0f) == marked ? otherwise : x[i];
    }
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    requireInput(k, X);
    float[] mark = w.values(input(MARK));
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(X));
    for (int i = from; i < to; i++) {
      dx[i] += (mark[i] != 0f) == marked ? 0f : dy[i];
    }
  }

  @Override
  protected String emit(Emitter e) {
    if (marked) {
      String where = e.op("Greater", e.of(input(MARK)), e.constant(new float[] {0f}));
      return e.op("Where", where, e.constant(new float[] {otherwise}), e.of(input(X)));
    }
    String zero = e.constant(new float[] {otherwise});
    String known = e.op("Greater", e.of(input(MARK)), zero);
    return e.op("Where", known, e.of(input(X)), zero);
  }
}
