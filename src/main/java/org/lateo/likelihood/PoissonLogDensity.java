package org.lateo.likelihood;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;
import org.lateo.math.FloatMath;
import org.lateo.math.LogFactorial;

/**
 * log Poisson(x; e^logRate) in nats, element by element, for counts x (see {@link
 * CountLikelihood#nearest}):
 *
 * <pre>
 * x logRate - e^logRate - log x!
 *   = -x (e^d - 1 - d) - (log x! - x log x + x),   d = logRate - log x,   x &gt; 0
 * </pre>
 *
 * The second form does not subtract large numbers from one another. x is data and has no gradient.
 */
final class PoissonLogDensity extends Elementwise {
  private static final int X = 0;
  private static final int LOG_RATE = 1;

  /** The inputs have one shape. */
  PoissonLogDensity(Node x, Node logRate) {
    super(x, logRate);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(X));
    float[] logRate = w.values(input(LOG_RATE));
    float[] y = w.values(this);
    float[] d = w.scratch(to);
    for (int i = from; i < to; i++) {
      d[i] = logRate[i] - FloatMath.log(Math.max(1f, CountLikelihood.nearest(x[i])));
    }
    FloatMath.expExcess(d, y, from, to);
    for (int i = from; i < to; i++) {
      float count = CountLikelihood.nearest(x[i]);
      y[i] =
          count == 0f
              ? -FloatMath.exp(logRate[i])
              : (float) -(count * (double) y[i] + LogFactorial.excess(count));
    }
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    requireInput(k, LOG_RATE);
    float[] x = w.values(input(X));
    float[] rate = w.scratch(to);
    FloatMath.exp(w.values(input(LOG_RATE)), rate, from, to);
    float[] dy = w.gradient(this);
    float[] d = w.gradient(input(LOG_RATE));
    for (int i = from; i < to; i++) {
      d[i] += dy[i] * (CountLikelihood.nearest(x[i]) - rate[i]);
    }
  }

  @Override
  protected String emit(Emitter e) {
    Formula x = Formula.of(e, CountLikelihood.emitNearest(e, e.of(input(X))));
    Formula logRate = Formula.of(e, input(LOG_RATE));
    Formula y = x.times(logRate).minus(logRate.exp()).minus(x.plus(1).logGamma());
    return y.toFloat();
  }
}
