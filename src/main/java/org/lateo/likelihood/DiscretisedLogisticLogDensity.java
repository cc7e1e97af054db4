package org.lateo.likelihood;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;
import org.lateo.math.FloatMath;

/**
 * The log-probability, in nats, of the level nearest to x under a logistic distribution cut into
 * {@link Levels}, the first and the last of which take the tails. With a and b the bounds of the
 * level, less the location and divided by the scale:
 *
 * <pre>
 * log(σ(a) - σ(b)) = log(1 - e^-(a - b)) - softplus(-a) - softplus(b)
 * </pre>
 *
 * of which the first level has -softplus(-a) only and the last one -softplus(b). Nothing cancels. x
 * is data and has no gradient.
 */
final class DiscretisedLogisticLogDensity extends Elementwise {
  private static final int X = 0;
  private static final int LOCATION = 1;
  private static final int LOG_SCALE = 2;

  private final Levels levels;

  /** The inputs have one shape. */
  DiscretisedLogisticLogDensity(Node x, Node location, Node logScale, Levels levels) {
    super(x, location, logScale);
    this.levels = levels;
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(X));
    float[] location = w.values(input(LOCATION));
    float[] logScale = w.values(input(LOG_SCALE));
    float[] y = w.values(this);
    float half = levels.halfStep();
    for (int i = from; i < to; i++) {
      float level = levels.nearest(x[i]);
      float precision = FloatMath.exp(-logScale[i]);
      float d = levels.value(level) - location[i];
      boolean first = level == 0f;
      boolean last = level == levels.count() - 1;
      float above = last ? 0f : FloatMath.softplus(-(d + half) * precision);
      float below = first ? 0f : FloatMath.softplus((d - half) * precision);
      float width = first || last ? 0f : logOfShare(2f * half * precision);
      y[i] = width - above - below;
    }
  }

  /** log(1 - e^-x) for positive x. */
  private static float logOfShare(float x) {
    return FloatMath.log(x < 1f ? x - FloatMath.expExcess(-x) : 1f - FloatMath.exp(-x));
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    if (k == X) {
      throw new IllegalStateException("Levels have no gradient");
    }
    float[] x = w.values(input(X));
    float[] location = w.values(input(LOCATION));
    float[] logScale = w.values(input(LOG_SCALE));
    float[] dy = w.gradient(this);
    float[] dIn = w.gradient(input(k));
    for (int i = from; i < to; i++) {
      float level = levels.nearest(x[i]);
      float precision = FloatMath.exp(-logScale[i]);
      float d = levels.value(level) - location[i];
      dIn[i] +=
          dy[i] * (k == LOCATION ? slope(level, d, precision) : scaleSlope(level, d, precision));
    }
  }

  /** σ(b) - σ(-a), over the scale. */
  private float slope(float level, float d, float precision) {
    return precision * (below(level, d, precision) - above(level, d, precision));
  }

  /** b σ(b) - a σ(-a) - (a - b) / (e^(a - b) - 1). */
  private float scaleSlope(float level, float d, float precision) {
    float half = levels.halfStep();
    float width = 2f * half * precision;
    boolean tail = level == 0f || level == levels.count() - 1;
    return (d - half) * precision * below(level, d, precision)
        - (d + half) * precision * above(level, d, precision)
        - (tail ? 0f : width / (width + FloatMath.expExcess(width)));
  }

  /** σ(-a); 0 for the last level, above which nothing is. */
  private float above(float level, float d, float precision) {
    float a = (d + levels.halfStep()) * precision;
    return level == levels.count() - 1 ? 0f : FloatMath.sigmoid(-a);
  }

  /** σ(b); 0 for the first level. */
  private float below(float level, float d, float precision) {
    float b = (d - levels.halfStep()) * precision;
    return level == 0f ? 0f : FloatMath.sigmoid(b);
  }

  @Override
  protected String emit(Emitter e) {
    float last = levels.count() - 1;
    String up = e.op("Add", e.of(input(X)), e.constant(new float[] {1f}));
    String k = e.op("Round", e.op("Mul", up, e.constant(new float[] {0.5f * last})));
    k = e.op("Min", e.op("Relu", k), e.constant(new float[] {last}));
    Formula level = Formula.of(e, k);
    Formula precision = Formula.of(e, input(LOG_SCALE)).negative().exp();
    Formula place = level.plus(-0.5 * last).times(2).over(level.constant(last));
    Formula d = place.minus(Formula.of(e, input(LOCATION)));
    Formula half = level.constant(last).inverse();
    Formula above = d.plus(half).times(precision).negative().softplus();
    Formula below = d.minus(half).times(precision).softplus();
    Formula width = half.times(precision).times(-2).exp().negative().plus(1).log();
    Formula notFirst = Formula.of(e, e.op("Sign", k));
    Formula notLast = Formula.of(e, e.op("Sign", e.op("Sub", e.constant(new float[] {last}), k)));
    Formula inner = width.times(notFirst.times(notLast));
    return inner.minus(above.times(notLast)).minus(below.times(notFirst)).toFloat();
  }
}
