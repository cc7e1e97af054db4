package org.lateo.likelihood;

import java.util.Map;
import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;
import org.lateo.math.FloatMath;

/**
 * The mean level, from -1 to 1, of a logistic distribution cut into {@link Levels}: the sum, over
 * the bounds t between levels, of the probability to be above.
 *
 * <pre>
 * 2 / (count - 1) Σ σ((location - t) e^-logScale) - 1
 * </pre>
 *
 * It costs one sigmoid a level, and nobody trains on it.
 */
final class DiscretisedLogisticMean extends Elementwise {
  private static final int LOCATION = 0;
  private static final int LOG_SCALE = 1;

  private final Levels levels;

  /** The inputs have one shape. */
  DiscretisedLogisticMean(Node location, Node logScale, Levels levels) {
    super(location, logScale);
    this.levels = levels;
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] location = w.values(input(LOCATION));
    float[] logScale = w.values(input(LOG_SCALE));
    float[] y = w.values(this);
    for (int i = from; i < to; i++) {
      float precision = FloatMath.exp(-logScale[i]);
      double sum = 0;
      for (int j = 0; j < levels.count() - 1; j++) {
        sum += FloatMath.sigmoid((location[i] - levels.bound(j)) * precision);
      }
      y[i] = (float) (2 * sum / (levels.count() - 1) - 1);
    }
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] location = w.values(input(LOCATION));
    float[] logScale = w.values(input(LOG_SCALE));
    float[] dy = w.gradient(this);
    float[] d = w.gradient(input(k));
    for (int i = from; i < to; i++) {
      float precision = FloatMath.exp(-logScale[i]);
      double sum = 0;
      for (int j = 0; j < levels.count() - 1; j++) {
        float z = (location[i] - levels.bound(j)) * precision;
        float s = FloatMath.sigmoid(z);
        sum += s * (1f - s) * (k == LOCATION ? precision : -z);
      }
      d[i] += dy[i] * (float) (2 * sum / (levels.count() - 1));
    }
  }

  @Override
  protected String emit(Emitter e) {
    int bounds = levels.count() - 1;
    float[] t = new float[bounds];
    for (int j = 0; j < bounds; j++) {
      t[j] = levels.bound(j);
    }
    String precision = e.op("Exp", e.op("Neg", e.of(input(LOG_SCALE))));
    String difference = e.op("Sub", raised(e, e.of(input(LOCATION))), e.constant(t, 1, 1, bounds));
    String above = e.op("Sigmoid", e.op("Mul", difference, raised(e, precision)));
    String mean = e.op("ReduceMean", Map.of("keepdims", 0L, "axes", new long[] {2}), above);
    String twice = e.op("Mul", mean, e.constant(new float[] {2f}));
    return e.op("Sub", twice, e.constant(new float[] {1f}));
  }

  private static String raised(Emitter e, String x) {
    return e.op("Unsqueeze", x, e.integers(2));
  }
}
