package org.lateo.graph.op;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;
import org.lateo.math.FloatMath;

/**
 * limit tanh(x / limit): x near zero, never beyond plus or minus the limit. Keeps log-variances
 * from overflowing without the dead gradient of a clip.
 */
public final class SoftBound extends Elementwise {
  private final float limit;

  /** Bounds x to plus and minus a positive limit. */
  public SoftBound(Node x, float limit) {
    super(x);
    if (!(limit > 0)) {
      throw new IllegalArgumentException("Expected a positive limit, found " + limit);
    }
    this.limit = limit;
  }

  /** The x whose bounded value is {@code y}, which is kept within 99.9% of the limit. */
  public static float inverse(double y, double limit) {
    double share = Math.max(-0.999, Math.min(0.999, y / limit));
    return (float) (limit / 2 * StrictMath.log((1 + share) / (1 - share)));
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int i = from; i < to; i++) {
      y[i] = limit * FloatMath.tanh(x[i] / limit);
    }
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] y = w.values(this);
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    float inverse = 1f / limit;
    for (int i = from; i < to; i++) {
      float tanh = y[i] * inverse;
      dx[i] += dy[i] * (1f - tanh * tanh);
    }
  }

  @Override
  protected String emit(Emitter e) {
    String scaled = e.op("Mul", e.of(input(0)), e.constant(new float[] {1f / limit}));
    return e.op("Mul", e.op("Tanh", scaled), e.constant(new float[] {limit}));
  }
}
