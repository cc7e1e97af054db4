package org.lateo.latent;

import org.lateo.graph.Node;
import org.lateo.graph.Tile;
import org.lateo.math.FloatMath;

/**
 * Draws of a mixture of Gaussians. The last column of the noise, N(0, 1) like the others, chooses
 * the component by its place in the normal distribution; the others are its draw.
 *
 * <p>Noise {@code [rows, latent + 1]}, mean and logVariance {@code [components, latent]} and logits
 * {@code [1, components]} to {@code [rows, latent]}. The choice has no gradient.
 */
final class MixtureSample extends Node {
  private static final float SQRT_HALF = 0.70710677f;
  private static final int NOISE = 0;
  private static final int MEAN = 1;
  private static final int LOG_VARIANCE = 2;
  private static final int LOGITS = 3;

  MixtureSample(Node noise, Node mean, Node logVariance, Node logits) {
    super(noise.rows(), mean.columns(), noise, mean, logVariance, logits);
    if (noise.columns() != columns() + 1 || logits.columns() != mean.rows().fixed()) {
      throw new IllegalArgumentException(
          "MixtureSample expects noise [rows, latent + 1], mean and logVariance [components,"
              + " latent], logits [1, components], found "
              + inputs());
    }
  }

  /** The component of a row. */
  private int component(Values w, int row) {
    float[] logits = w.values(input(LOGITS));
    int count = input(LOGITS).columns();
    float max = FloatMath.max(logits, 0, count);
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += FloatMath.exp(logits[k] - max);
    }
    float noise = w.values(input(NOISE))[row * (columns() + 1) + columns()];
    double left = sum * 0.5 * (1 + FloatMath.erf(SQRT_HALF * noise));
    int k = 0;
    while (k < count - 1 && left >= FloatMath.exp(logits[k] - max)) {
      left -= FloatMath.exp(logits[k] - max);
      k++;
    }
    return k;
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] noise = w.values(input(NOISE));
    float[] mean = w.values(input(MEAN));
    float[] logVariance = w.values(input(LOG_VARIANCE));
    float[] z = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int at = component(w, r) * columns();
      for (int l = t.column(); l < t.columnEnd(); l++) {
        float deviation = FloatMath.exp(0.5f * logVariance[at + l]);
        z[r * columns() + l] = mean[at + l] + deviation * noise[r * (columns() + 1) + l];
      }
    }
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    if (k == NOISE) {
      addNoiseGradient(w, t);
    } else if (k != LOGITS) {
      for (int r = 0; r < w.rows(this); r++) {
        int component = component(w, r);
        if (component >= t.row() && component < t.rowEnd()) {
          addComponentGradient(w, k, r, component * columns(), t);
        }
      }
    }
  }

  private void addComponentGradient(Values w, int k, int row, int at, Tile t) {
    float[] z = w.values(this);
    float[] dz = w.gradient(this);
    float[] mean = w.values(input(MEAN));
    float[] d = w.gradient(input(k));
    for (int l = t.column(); l < t.columnEnd(); l++) {
      float slope = k == MEAN ? 1f : 0.5f * (z[row * columns() + l] - mean[at + l]);
      d[at + l] += dz[row * columns() + l] * slope;
    }
  }

  private void addNoiseGradient(Values w, Tile t) {
    float[] dz = w.gradient(this);
    float[] logVariance = w.values(input(LOG_VARIANCE));
    float[] d = w.gradient(input(NOISE));
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int at = component(w, r) * columns();
      for (int l = t.column(); l < Math.min(columns(), t.columnEnd()); l++) {
        float deviation = FloatMath.exp(0.5f * logVariance[at + l]);
        d[r * (columns() + 1) + l] += dz[r * columns() + l] * deviation;
      }
    }
  }

  @Override
  protected String emit(Emitter e) {
    throw new UnsupportedOperationException(
        "Draws of a prior cannot be written as ONNX; decoders take z");
  }
}
