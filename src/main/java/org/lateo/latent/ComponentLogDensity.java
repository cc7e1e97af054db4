package org.lateo.latent;

import java.util.Map;
import org.lateo.graph.Emitter;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;
import org.lateo.graph.Workspace;
import org.lateo.math.FloatMath;

/**
 * log N(z; mean_k, diag e^logVariance_k) in nats of each row under each component:
 *
 * <pre>
 * -Σ (log 2π + logVariance_k + (z - mean_k)² e^-logVariance_k) / 2
 * </pre>
 *
 * <p>{@code [rows, latent]} and twice {@code [components, latent]} to {@code [rows, components]}.
 * Squares are taken of differences: as a matrix product they would cancel.
 */
final class ComponentLogDensity extends Node {
  private static final float LOG_TWO_PI = 1.837877f;
  private static final int Z = 0;
  private static final int MEAN = 1;
  private static final int LOG_VARIANCE = 2;

  /**
   * @throws IllegalArgumentException if the shapes do not fit
   */
  ComponentLogDensity(Node z, Node mean, Node logVariance) {
    super(z.rows(), Math.max(1, mean.rows().fixed()), z, mean, logVariance);
    if (mean.rows().fixed() == 0
        || !mean.rows().equals(logVariance.rows())
        || mean.columns() != z.columns()
        || logVariance.columns() != z.columns()) {
      throw new IllegalArgumentException(
          "ComponentLogDensity expects z [rows, latent], mean and logVariance [components, latent],"
              + " found "
              + inputs());
    }
  }

  @Override
  protected int workPerRow() {
    return columns() * input(Z).columns();
  }

  /** e^-logVariance of every component. */
  private float[] precision(Workspace w) {
    float[] logVariance = w.values(input(LOG_VARIANCE));
    float[] precision = w.scratch(logVariance.length);
    FloatMath.expOfMultiple(-1f, logVariance, precision, 0, logVariance.length);
    return precision;
  }

  @Override
  protected void forward(Workspace w, Tile t) {
    float[] z = w.values(input(Z));
    float[] mean = w.values(input(MEAN));
    float[] logVariance = w.values(input(LOG_VARIANCE));
    float[] precision = precision(w);
    float[] y = w.values(this);
    int latent = input(Z).columns();
    for (int k = t.column(); k < t.columnEnd(); k++) {
      int at = k * latent;
      double constant = latent * LOG_TWO_PI + FloatMath.sum(logVariance, at, at + latent);
      for (int r = t.row(); r < t.rowEnd(); r++) {
        double distance = distance(z, r * latent, mean, precision, at, latent);
        y[r * columns() + k] = (float) (-0.5 * (constant + distance));
      }
    }
  }

  /** Two sums side by side, since one waits for each addition to end before the next. */
  private static double distance(
      float[] z, int from, float[] mean, float[] precision, int at, int latent) {
    double even = 0;
    double odd = 0;
    int l = 0;
    for (; l + 1 < latent; l += 2) {
      float a = z[from + l] - mean[at + l];
      float b = z[from + l + 1] - mean[at + l + 1];
      even += a * a * precision[at + l];
      odd += b * b * precision[at + l + 1];
    }
    if (l < latent) {
      float a = z[from + l] - mean[at + l];
      even += a * a * precision[at + l];
    }
    return even + odd;
  }

  @Override
  protected void addGradient(Workspace w, int k, Tile t) {
    float[] precision = precision(w);
    for (int i = t.row(); i < t.rowEnd(); i++) {
      if (k == Z) {
        for (int component = 0; component < columns(); component++) {
          addPart(w, k, precision, i, component, t);
        }
      } else {
        for (int row = 0; row < w.rows(this); row++) {
          addPart(w, k, precision, row, i, t);
        }
      }
    }
  }

  /** The part of one row and component; most have none, being far apart. */
  private void addPart(Workspace w, int k, float[] precision, int row, int component, Tile t) {
    float dy = w.gradient(this)[row * columns() + component];
    if (dy == 0) {
      return;
    }
    float[] z = w.values(input(Z));
    float[] mean = w.values(input(MEAN));
    float[] d = w.gradient(input(k));
    int from = row * input(Z).columns();
    int at = component * input(Z).columns();
    int to = k == Z ? from : at;
    for (int l = t.column(); l < t.columnEnd(); l++) {
      float difference = z[from + l] - mean[at + l];
      d[to + l] += dy * slope(k, difference, precision[at + l]);
    }
  }

  private static float slope(int k, float difference, float precision) {
    return switch (k) {
      case Z -> -difference * precision;
      case MEAN -> difference * precision;
      default -> 0.5f * (difference * difference * precision - 1f);
    };
  }

  @Override
  protected String emit(Emitter e) {
    String z = e.op("Unsqueeze", e.of(input(Z)), e.integers(1));
    String mean = e.op("Unsqueeze", e.of(input(MEAN)), e.integers(0));
    String logVariance = e.op("Unsqueeze", e.of(input(LOG_VARIANCE)), e.integers(0));
    String d = e.op("Sub", z, mean);
    String scaled = e.op("Mul", e.op("Mul", d, d), e.op("Exp", e.op("Neg", logVariance)));
    String constant = e.constant(new float[] {LOG_TWO_PI});
    String terms = e.op("Add", e.op("Add", constant, logVariance), scaled);
    String sum = e.op("ReduceSum", Map.of("keepdims", 0L), terms, e.integers(2));
    return e.op("Mul", sum, e.constant(new float[] {-0.5f}));
  }
}
