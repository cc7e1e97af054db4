package org.lateo.latent;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;
import org.lateo.math.FloatMath;

/**
 * log N(x; mean, e^logVariance) in nats, element by element:
 *
 * <pre>
 * -(log 2π + logVariance + (x - mean)² e^-logVariance) / 2
 * </pre>
 */
public final class GaussianLogDensity extends Elementwise {
  private static final float LOG_TWO_PI = 1.837877f;
  private static final int X = 0;
  private static final int MEAN = 1;
  private static final int LOG_VARIANCE = 2;

  /** The inputs have one shape. */
  public GaussianLogDensity(Node x, Node mean, Node logVariance) {
    super(x, mean, logVariance);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(X));
    float[] mean = w.values(input(MEAN));
    float[] logVariance = w.values(input(LOG_VARIANCE));
    float[] precision = precision(w, from, to);
    float[] y = w.values(this);
    for (int i = from; i < to; i++) {
      float d = x[i] - mean[i];
      y[i] = -0.5f * (LOG_TWO_PI + logVariance[i] + d * d * precision[i]);
    }
  }

  /** e^-logVariance of elements {@code [from, to)}, at the same positions. */
  private float[] precision(Values w, int from, int to) {
    float[] precision = w.scratch(to);
    FloatMath.expOfMultiple(-1f, w.values(input(LOG_VARIANCE)), precision, from, to);
    return precision;
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] x = w.values(input(X));
    float[] mean = w.values(input(MEAN));
    float[] precision = precision(w, from, to);
    float[] dy = w.gradient(this);
    float[] d = w.gradient(input(k));
    if (k == LOG_VARIANCE) {
      for (int i = from; i < to; i++) {
        float difference = x[i] - mean[i];
        d[i] += 0.5f * dy[i] * (difference * difference * precision[i] - 1f);
      }
      return;
    }
    float sign = k == MEAN ? 1f : -1f;
    for (int i = from; i < to; i++) {
      d[i] += sign * dy[i] * (x[i] - mean[i]) * precision[i];
    }
  }

  @Override
  protected String emit(Emitter e) {
    String logVariance = e.of(input(LOG_VARIANCE));
    String d = e.op("Sub", e.of(input(X)), e.of(input(MEAN)));
    String scaled = e.op("Mul", e.op("Mul", d, d), e.op("Exp", e.op("Neg", logVariance)));
    String constant = e.constant(new float[] {LOG_TWO_PI});
    String sum = e.op("Add", e.op("Add", constant, logVariance), scaled);
    return e.op("Mul", sum, e.constant(new float[] {-0.5f}));
  }
}
