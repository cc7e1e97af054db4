package org.lateo.likelihood;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;
import org.lateo.math.FloatMath;

/**
 * log t(x; location, scale e^logScale, degrees of freedom ν) in nats, element by element, for ν of
 * 1 and more, with z = (x - location) e^-logScale:
 *
 * <pre>
 * log Γ((ν + 1) / 2) - log Γ(ν / 2) - log(νπ) / 2 - logScale - (ν + 1) / 2 log(1 + z² / ν)
 * </pre>
 *
 * The first terms, but for log(2π) / 2, are F(h) = log Γ(h + ½) - log Γ(h) - log(h) / 2 at h = ν /
 * 2, which goes to zero: from its series at h + 3, error below 3e-8, and the factors in between.
 */
final class StudentTLogDensity extends Elementwise {
  private static final float HALF_LOG_TWO_PI = 0.9189385f;

  /** From here on, 1 makes no difference to z² / ν, which a float may not hold. */
  private static final float FAR = 1e30f;

  private static final int X = 0;
  private static final int LOCATION = 1;
  private static final int LOG_SCALE = 2;
  private static final int DEGREES = 3;

  /** The inputs have one shape. */
  StudentTLogDensity(Node x, Node location, Node logScale, Node degrees) {
    super(x, location, logScale, degrees);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] logScale = w.values(input(LOG_SCALE));
    float[] degrees = w.values(input(DEGREES));
    float[] y = w.values(this);
    float[] ratio = ratio(w, from, to);
    for (int i = from; i < to; i++) {
      y[i] = ratioOfGammas(0.5f * degrees[i]) - HALF_LOG_TWO_PI - logScale[i];
    }
    for (int i = from; i < to; i++) {
      y[i] -= 0.5f * (degrees[i] + 1f) * FloatMath.log1p(ratio[i]);
    }
    for (int i = from; i < to; i++) {
      if (ratio[i] >= FAR) {
        float tail = 0.5f * (degrees[i] + 1f) * logOfFar(w, i);
        y[i] = ratioOfGammas(0.5f * degrees[i]) - HALF_LOG_TWO_PI - logScale[i] - tail;
      }
    }
  }

  /** log(z² / ν) of an element, whose square may be more than a float holds. */
  private float logOfFar(Values w, int i) {
    float away = Math.abs(w.values(input(X))[i] - w.values(input(LOCATION))[i]);
    float distance = Math.min(Float.MAX_VALUE, away);
    float logScale = w.values(input(LOG_SCALE))[i];
    return 2f * (FloatMath.log(distance) - logScale) - FloatMath.log(w.values(input(DEGREES))[i]);
  }

  /** z² / ν of elements {@code [from, to)}, at the same positions, {@link #FAR} at most. */
  private float[] ratio(Values w, int from, int to) {
    float[] x = w.values(input(X));
    float[] location = w.values(input(LOCATION));
    float[] degrees = w.values(input(DEGREES));
    float[] ratio = w.scratch(to);
    FloatMath.expOfMultiple(-2f, w.values(input(LOG_SCALE)), ratio, from, to);
    for (int i = from; i < to; i++) {
      float d = x[i] - location[i];
      ratio[i] = Math.min(FAR, d * d * ratio[i] / degrees[i]);
    }
    return ratio;
  }

  private static float ratioOfGammas(float h) {
    float r = 1f / (h + 3f);
    float s = r * r;
    float series = r * (-1f / 8f + s * (1f / 192f + s * (-1f / 640f + s * (17f / 14336f))));
    float factors = (h + 1f) * (h + 2f) / ((h + 0.5f) * (h + 1.5f) * (h + 2.5f));
    return series + 0.5f * FloatMath.log(h * (h + 3f) * factors * factors);
  }

  /** The derivative of {@link #ratioOfGammas}. */
  private static float slopeOfGammas(float h) {
    float r = 1f / (h + 3f);
    float s = r * r;
    float series = s * (1f / 8f + s * (-1f / 64f + s * (1f / 128f + s * (-17f / 2048f))));
    float halves = 0.5f / (h * (h + 0.5f)) + 0.5f / ((h + 1f) * (h + 1.5f));
    return series + halves + 0.5f / ((h + 2f) * (h + 2.5f)) - 1.5f / (h * (h + 3f));
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] ratio = ratio(w, from, to);
    if (k == LOG_SCALE) {
      addScaleGradient(w, ratio, from, to);
    } else if (k == DEGREES) {
      addDegreesGradient(w, ratio, from, to);
    } else {
      addLocationGradient(w, ratio, k, from, to);
    }
  }

  private void addScaleGradient(Values w, float[] ratio, int from, int to) {
    float[] degrees = w.values(input(DEGREES));
    float[] dy = w.gradient(this);
    float[] d = w.gradient(input(LOG_SCALE));
    for (int i = from; i < to; i++) {
      float share = ratio[i] / (1f + ratio[i]);
      d[i] += dy[i] * ((degrees[i] + 1f) * share - 1f);
    }
  }

  private void addDegreesGradient(Values w, float[] ratio, int from, int to) {
    float[] degrees = w.values(input(DEGREES));
    float[] dy = w.gradient(this);
    float[] d = w.gradient(input(DEGREES));
    for (int i = from; i < to; i++) {
      float share = ratio[i] / (1f + ratio[i]);
      float log = ratio[i] >= FAR ? logOfFar(w, i) : FloatMath.log1p(ratio[i]);
      float tail = (degrees[i] + 1f) / degrees[i] * share - log;
      d[i] += 0.5f * dy[i] * (slopeOfGammas(0.5f * degrees[i]) + tail);
    }
  }

  /** (ν + 1) (x - location) / (ν scale² (1 + z² / ν)), far out (ν + 1) / (x - location). */
  private void addLocationGradient(Values w, float[] ratio, int k, int from, int to) {
    float[] x = w.values(input(X));
    float[] location = w.values(input(LOCATION));
    float[] logScale = w.values(input(LOG_SCALE));
    float[] degrees = w.values(input(DEGREES));
    float[] dy = w.gradient(this);
    float[] d = w.gradient(input(k));
    float sign = k == LOCATION ? 1f : -1f;
    for (int i = from; i < to; i++) {
      float precision = FloatMath.exp(-2f * logScale[i]) / (degrees[i] * (1f + ratio[i]));
      float distance = x[i] - location[i];
      float slope = ratio[i] >= FAR ? 1f / distance : distance * precision;
      d[i] += sign * dy[i] * (degrees[i] + 1f) * slope;
    }
  }

  @Override
  protected String emit(Emitter e) {
    Formula logScale = Formula.of(e, input(LOG_SCALE));
    Formula degrees = Formula.of(e, input(DEGREES));
    Formula distance = Formula.of(e, input(X)).minus(Formula.of(e, input(LOCATION)));
    Formula d = distance.atMost(Float.MAX_VALUE).atLeast(-Float.MAX_VALUE);
    Formula z = d.times(logScale.negative().exp());
    Formula tail = z.times(z).over(degrees).plus(1).log().times(degrees.plus(1)).times(-0.5);
    Formula h = degrees.times(0.5);
    Formula gammas = h.plus(0.5).logGamma().minus(h.logGamma()).minus(h.log().times(0.5));
    return gammas.plus(-HALF_LOG_TWO_PI).minus(logScale).plus(tail).toFloat();
  }
}
