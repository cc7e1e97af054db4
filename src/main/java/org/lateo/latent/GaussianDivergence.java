package org.lateo.latent;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;
import org.lateo.math.FloatMath;

/**
 * KL(N(mean, e^logVariance) || N(0, 1)) in nats, element by element:
 *
 * <pre>
 * (mean² + e^logVariance - 1 - logVariance) / 2
 * </pre>
 *
 * <p>For a posterior near the prior the terms cancel, hence {@link FloatMath#expExcess}.
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Welling M.
 * "Auto-Encoding Variational Bayes", appendix B
 * ICLR 2014.
 * </pre>
 */
public final class GaussianDivergence extends Elementwise {
  private static final int MEAN = 0;
  private static final int LOG_VARIANCE = 1;

  /** The inputs have one shape. */
  public GaussianDivergence(Node mean, Node logVariance) {
    super(mean, logVariance);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] mean = w.values(input(MEAN));
    float[] logVariance = w.values(input(LOG_VARIANCE));
    float[] excess = w.scratch(to);
    FloatMath.expExcess(logVariance, excess, from, to);
    float[] y = w.values(this);
    for (int i = from; i < to; i++) {
      y[i] = 0.5f * (mean[i] * mean[i] + excess[i]);
    }
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] at = w.values(input(k));
    float[] dy = w.gradient(this);
    float[] d = w.gradient(input(k));
    if (k == MEAN) {
      for (int i = from; i < to; i++) {
        d[i] += dy[i] * at[i];
      }
      return;
    }
    float[] excess = w.scratch(to);
    FloatMath.expExcess(at, excess, from, to);
    for (int i = from; i < to; i++) {
      d[i] += 0.5f * dy[i] * (excess[i] + at[i]);
    }
  }

  @Override
  protected String emit(Emitter e) {
    String mean = e.of(input(MEAN));
    String logVariance = e.of(input(LOG_VARIANCE));
    String excess = e.op("Sub", e.op("Exp", logVariance), e.constant(new float[] {1f}));
    String sum = e.op("Add", e.op("Mul", mean, mean), e.op("Sub", excess, logVariance));
    return e.op("Mul", sum, e.constant(new float[] {0.5f}));
  }
}
