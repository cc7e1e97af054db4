package org.lateo.latent;

import java.util.Arrays;
import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;
import org.lateo.graph.Tiling;
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

  /** Refuses shapes that do not fit. */
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

  /** e^-logVariance of every component. */
  private float[] precision(Values w) {
    float[] logVariance = w.values(input(LOG_VARIANCE));
    float[] precision = w.scratch(logVariance.length);
    FloatMath.expOfMultiple(-1f, logVariance, precision, 0, logVariance.length);
    return precision;
  }

  /** Row after row of one component at a time, so that loops run over rows. */
  @Override
  protected void forward(Values w, Tile t) {
    int latent = input(Z).columns();
    float[] mean = w.values(input(MEAN));
    float[] precision = precision(w);
    float[] y = w.values(this);
    float[][] z = w.scratchRows(latent + 1, t.height());
    float[] sum = z[latent];
    transpose(w.values(input(Z)), latent, t.row(), t.rowEnd(), 0, latent, z, 0);
    for (int k = t.column(); k < t.columnEnd(); k++) {
      Arrays.fill(sum, 0, t.height(), 0f);
      for (int l = 0; l < latent; l++) {
        addSquares(z[l], mean[k * latent + l], precision[k * latent + l], sum, t.height());
      }
      float constant = constant(w, k * latent, latent);
      for (int i = 0; i < t.height(); i++) {
        y[(t.row() + i) * columns() + k] = -0.5f * (constant + sum[i]);
      }
    }
  }

  private float constant(Values w, int at, int latent) {
    float[] logVariance = w.values(input(LOG_VARIANCE));
    return (float) (latent * LOG_TWO_PI + FloatMath.sum(logVariance, at, at + latent));
  }

  private static void addSquares(float[] z, float mean, float precision, float[] sum, int count) {
    for (int i = 0; i < count; i++) {
      float d = z[i] - mean;
      sum[i] += d * d * precision;
    }
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    if (k == Z) {
      addGradientOfZ(w, t);
    } else {
      addGradientOfComponents(w, k == MEAN, t);
    }
  }

  private void addGradientOfZ(Values w, Tile t) {
    int latent = input(Z).columns();
    float[] mean = w.values(input(MEAN));
    float[] precision = precision(w);
    float[][] rows = w.scratchRows(2 * t.width() + 1, t.height());
    float[] dy = rows[2 * t.width()];
    transpose(w.values(input(Z)), latent, t.row(), t.rowEnd(), t.column(), t.columnEnd(), rows, 0);
    clear(rows, t.width(), 2 * t.width(), t.height());
    for (int k = 0; k < columns(); k++) {
      transpose(w.gradient(this), columns(), t.row(), t.rowEnd(), k, k + 1, rows, 2 * t.width());
      for (int l = 0; l < t.width(); l++) {
        int at = k * latent + t.column() + l;
        subtractSlopes(dy, rows[l], mean[at], precision[at], rows[t.width() + l], t.height());
      }
    }
    addTransposed(rows, t.width(), w.gradient(input(Z)), latent, t);
  }

  private static void subtractSlopes(
      float[] dy, float[] z, float mean, float precision, float[] dz, int count) {
    for (int i = 0; i < count; i++) {
      dz[i] -= dy[i] * (z[i] - mean) * precision;
    }
  }

  private void addGradientOfComponents(Values w, boolean ofMean, Tile t) {
    int latent = input(Z).columns();
    float[] z = w.values(input(Z));
    float[] dOut = w.gradient(this);
    int width = t.width();
    float[][] rows = w.scratchRows(3 * width + 1, t.height());
    float[] dy = rows[3 * width];
    transpose(
        w.values(input(MEAN)), latent, t.row(), t.rowEnd(), t.column(), t.columnEnd(), rows, 0);
    transpose(precision(w), latent, t.row(), t.rowEnd(), t.column(), t.columnEnd(), rows, width);
    clear(rows, 2 * width, 3 * width, t.height());
    for (int r = 0; r < w.rows(this); r++) {
      System.arraycopy(dOut, r * columns() + t.row(), dy, 0, t.height());
      for (int l = 0; l < width; l++) {
        float at = z[r * latent + t.column() + l];
        if (ofMean) {
          addMeanSlopes(dy, at, rows[l], rows[width + l], rows[2 * width + l], t.height());
        } else {
          addVarianceSlopes(dy, at, rows[l], rows[width + l], rows[2 * width + l], t.height());
        }
      }
    }
    float[] d = w.gradient(input(ofMean ? MEAN : LOG_VARIANCE));
    addTransposed(rows, 2 * width, d, latent, t);
  }

  private static void addMeanSlopes(
      float[] dy, float z, float[] mean, float[] precision, float[] d, int count) {
    for (int i = 0; i < count; i++) {
      d[i] += dy[i] * (z - mean[i]) * precision[i];
    }
  }

  private static void addVarianceSlopes(
      float[] dy, float z, float[] mean, float[] precision, float[] d, int count) {
    for (int i = 0; i < count; i++) {
      float difference = z - mean[i];
      d[i] += 0.5f * dy[i] * (difference * difference * precision[i] - 1f);
    }
  }

  /** Columns {@code [from, to)} of some rows of x as arrays of their own, from {@code into[at]}. */
  private static void transpose(
      float[] x, int columns, int row, int rowEnd, int from, int to, float[][] into, int at) {
    for (int c = from; c < to; c++) {
      float[] column = into[at + c - from];
      for (int r = row; r < rowEnd; r++) {
        column[r - row] = x[r * columns + c];
      }
    }
  }

  private static void addTransposed(float[][] from, int at, float[] x, int columns, Tile t) {
    for (int c = t.column(); c < t.columnEnd(); c++) {
      float[] column = from[at + c - t.column()];
      for (int r = t.row(); r < t.rowEnd(); r++) {
        x[r * columns + c] += column[r - t.row()];
      }
    }
  }

  private static void clear(float[][] rows, int from, int to, int count) {
    for (int i = from; i < to; i++) {
      Arrays.fill(rows[i], 0, count, 0f);
    }
  }

  @Override
  protected Tiling tiling() {
    return Tiling.COLUMNS;
  }

  @Override
  protected Tiling inputTiling(int k) {
    return k == Z ? Tiling.COLUMNS : Tiling.WEIGHTS;
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
