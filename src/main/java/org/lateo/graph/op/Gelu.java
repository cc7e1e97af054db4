package org.lateo.graph.op;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;
import org.lateo.math.FloatMath;

/**
 * x times the standard normal distribution function of x, exactly (no tanh approximation).
 *
 * <p>See:
 *
 * <pre>
 * Hendrycks D, Gimpel K.
 * "Gaussian Error Linear Units (GELUs)"
 * arXiv:1606.08415, 2016.
 * </pre>
 */
public final class Gelu extends Elementwise {
  private static final float SQRT_HALF = 0.70710677f;
  private static final float INVERSE_SQRT_TWO_PI = 0.3989423f;

  /** Applies it to each element of {@code x}. */
  public Gelu(Node x) {
    super(x);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int i = from; i < to; i++) {
      y[i] = x[i] * (0.5f + 0.5f * FloatMath.erf(x[i] * SQRT_HALF));
    }
  }

  /** The derivative is the distribution function plus x times the density. */
  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] x = w.values(input(0));
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int i = from; i < to; i++) {
      float distribution = 0.5f + 0.5f * FloatMath.erf(x[i] * SQRT_HALF);
      float density = INVERSE_SQRT_TWO_PI * FloatMath.exp(-0.5f * x[i] * x[i]);
      dx[i] += dy[i] * (distribution + x[i] * density);
    }
  }

  @Override
  protected String emit(Emitter e) {
    String x = e.of(input(0));
    String erf = e.op("Erf", e.op("Mul", x, e.constant(new float[] {SQRT_HALF})));
    String half = e.op("Mul", x, e.constant(new float[] {0.5f}));
    return e.op("Add", half, e.op("Mul", half, erf));
  }
}
