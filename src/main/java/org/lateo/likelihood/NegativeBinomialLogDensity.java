package org.lateo.likelihood;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;
import org.lateo.math.Digamma;
import org.lateo.math.FloatMath;
import org.lateo.math.LogFactorial;

/**
 * log NegativeBinomial(x; mean m = e^logMean, size r = e^logSize) in nats, element by element, for
 * counts x (see {@link CountLikelihood#nearest}). With t = logMean - logSize:
 *
 * <pre>
 * log Γ(x + r) - log Γ(r) - log x! - r log(1 + e^t) - x log(1 + e^-t)
 * </pre>
 *
 * For x = 0, most counts, only the fourth term is left, which is fast; others are computed in
 * double, since the terms are large where their sum is not. x is data and has no gradient.
 */
final class NegativeBinomialLogDensity extends Elementwise {
  private static final int X = 0;
  private static final int LOG_MEAN = 1;
  private static final int LOG_SIZE = 2;

  /** The inputs have one shape. */
  NegativeBinomialLogDensity(Node x, Node logMean, Node logSize) {
    super(x, logMean, logSize);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(X));
    float[] logMean = w.values(input(LOG_MEAN));
    float[] logSize = w.values(input(LOG_SIZE));
    float[] y = w.values(this);
    for (int i = from; i < to; i++) {
      float t = logMean[i] - logSize[i];
      y[i] = -FloatMath.exp(logSize[i]) * FloatMath.log1p(FloatMath.exp(t));
    }
    for (int i = from; i < to; i++) {
      float count = CountLikelihood.nearest(x[i]);
      if (count > 0f) {
        y[i] = (float) logDensity(count, logMean[i], logSize[i]);
      }
    }
  }

  private static double logDensity(double x, double logMean, double logSize) {
    double r = StrictMath.exp(logSize);
    double t = logMean - logSize;
    double rest = StrictMath.log1p(StrictMath.exp(-Math.abs(t)));
    double tails = r * (Math.max(t, 0) + rest) + x * (Math.max(-t, 0) + rest);
    // Γ(a) is a! / a.
    double ratio = LogFactorial.of(x + r) - LogFactorial.of(r) - StrictMath.log1p(x / r);
    return ratio - LogFactorial.of(x) - tails;
  }

  /** The derivative by logMean is (x - m) r / (r + m). */
  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    if (k == X) {
      throw new IllegalStateException("Counts have no gradient");
    }
    float[] x = w.values(input(X));
    float[] logMean = w.values(input(LOG_MEAN));
    float[] logSize = w.values(input(LOG_SIZE));
    float[] dy = w.gradient(this);
    float[] d = w.gradient(input(k));
    if (k == LOG_SIZE) {
      addSizeGradient(x, logMean, logSize, dy, d, from, to);
      return;
    }
    for (int i = from; i < to; i++) {
      float mean = FloatMath.exp(logMean[i]);
      float share = 1f / (1f + FloatMath.exp(logMean[i] - logSize[i]));
      d[i] += dy[i] * share * (CountLikelihood.nearest(x[i]) - mean);
    }
  }

  /** r (ψ(x + r) - ψ(r) - log(1 + m / r) + (m - x) / (r + m)), without ψ for x = 0. */
  private static void addSizeGradient(
      float[] x, float[] logMean, float[] logSize, float[] dy, float[] d, int from, int to) {
    for (int i = from; i < to; i++) {
      float count = CountLikelihood.nearest(x[i]);
      float ratio = FloatMath.exp(logMean[i] - logSize[i]);
      float zero = FloatMath.exp(logSize[i]) * (ratio / (1f + ratio) - FloatMath.log1p(ratio));
      d[i] += dy[i] * (count == 0f ? zero : (float) slope(count, logMean[i], logSize[i]));
    }
  }

  private static double slope(double x, double logMean, double logSize) {
    double r = StrictMath.exp(logSize);
    double m = StrictMath.exp(logMean);
    double difference = Digamma.of(x + r) - Digamma.of(r);
    return r * (difference - StrictMath.log1p(m / r) + (m - x) / (r + m));
  }

  @Override
  protected String emit(Emitter e) {
    Formula x = Formula.of(e, CountLikelihood.emitNearest(e, e.of(input(X))));
    Formula logMean = Formula.of(e, input(LOG_MEAN));
    Formula logSize = Formula.of(e, input(LOG_SIZE));
    Formula r = logSize.exp();
    Formula t = logMean.minus(logSize);
    Formula tails = r.times(t.softplus()).plus(x.times(t.negative().softplus()));
    Formula ratio = x.plus(r).logGamma().minus(r.logGamma());
    return ratio.minus(x.plus(1).logGamma()).minus(tails).toFloat();
  }
}
