package org.lateo.likelihood;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;
import org.lateo.math.FloatMath;

/**
 * log Bernoulli(x; sigmoid(logit)) in nats, element by element, for x in [0, 1]:
 *
 * <pre>
 * x logit - log(1 + e^logit) = x logit - max(logit, 0) + log sigmoid(|logit|)
 * </pre>
 *
 * The right side neither overflows nor cancels.
 */
final class BernoulliLogDensity extends Elementwise {
  private static final int X = 0;
  private static final int LOGIT = 1;

  /** The inputs have one shape. */
  BernoulliLogDensity(Node x, Node logit) {
    super(x, logit);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(X));
    float[] logit = w.values(input(LOGIT));
    float[] y = w.values(this);
    float[] mean = w.kept(this) == null ? y : w.kept(this);
    for (int i = from; i < to; i++) {
      mean[i] = FloatMath.sigmoid(logit[i]);
    }
    for (int i = from; i < to; i++) {
      float log = FloatMath.logSigmoidOfHalf(Math.max(mean[i], 1f - mean[i]));
      y[i] = x[i] * logit[i] - Math.max(logit[i], 0f) + log;
    }
  }

  @Override
  protected int keptPerRow() {
    return columns();
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] x = w.values(input(X));
    float[] logit = w.values(input(LOGIT));
    float[] mean = w.kept(this);
    float[] dy = w.gradient(this);
    float[] d = w.gradient(input(k));
    if (k == X) {
      for (int i = from; i < to; i++) {
        d[i] += dy[i] * logit[i];
      }
      return;
    }
    for (int i = from; i < to; i++) {
      d[i] += dy[i] * (x[i] - mean[i]);
    }
  }

  @Override
  protected String emit(Emitter e) {
    String logit = e.of(input(LOGIT));
    return e.op("Sub", e.op("Mul", e.of(input(X)), logit), e.op("Softplus", logit));
  }
}
