package org.lateo.latent;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;
import org.lateo.math.FloatMath;

/**
 * z = mean + e^(logVariance / 2) noise, element by element.
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Welling M.
 * "Auto-Encoding Variational Bayes", section 2.4
 * ICLR 2014.
 * </pre>
 */
public final class ReparameterisedSample extends Elementwise {
  private static final int MEAN = 0;
  private static final int LOG_VARIANCE = 1;
  private static final int NOISE = 2;

  /** The inputs have one shape. */
  public ReparameterisedSample(Node mean, Node logVariance, Node noise) {
    super(mean, logVariance, noise);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] mean = w.values(input(MEAN));
    float[] deviation = deviation(w, from, to);
    float[] noise = w.values(input(NOISE));
    float[] z = w.values(this);
    for (int i = from; i < to; i++) {
      z[i] = mean[i] + deviation[i] * noise[i];
    }
  }

  /** e^(logVariance / 2) of elements {@code [from, to)}, at the same positions. */
  private float[] deviation(Values w, int from, int to) {
    float[] deviation = w.scratch(to);
    FloatMath.expOfMultiple(0.5f, w.values(input(LOG_VARIANCE)), deviation, from, to);
    return deviation;
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    if (k == NOISE) {
      addNoiseGradient(w, from, to);
      return;
    }
    float[] z = w.values(this);
    float[] dz = w.gradient(this);
    float[] mean = w.values(input(MEAN));
    float[] d = w.gradient(input(k));
    for (int i = from; i < to; i++) {
      d[i] += k == MEAN ? dz[i] : 0.5f * dz[i] * (z[i] - mean[i]);
    }
  }

  /** The gradient of noise that is itself computed. */
  private void addNoiseGradient(Values w, int from, int to) {
    float[] deviation = deviation(w, from, to);
    float[] dz = w.gradient(this);
    float[] d = w.gradient(input(NOISE));
    for (int i = from; i < to; i++) {
      d[i] += dz[i] * deviation[i];
    }
  }

  @Override
  protected String emit(Emitter e) {
    String half = e.op("Mul", e.of(input(LOG_VARIANCE)), e.constant(new float[] {0.5f}));
    String spread = e.op("Mul", e.op("Exp", half), e.of(input(NOISE)));
    return e.op("Add", e.of(input(MEAN)), spread);
  }
}
