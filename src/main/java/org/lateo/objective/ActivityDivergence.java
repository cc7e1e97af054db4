package org.lateo.objective;

import java.util.Arrays;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;
import org.lateo.graph.Tiling;

/**
 * How far a unit's mean over the batch is from a wanted one, KL(wanted || mean) of two Bernoulli
 * distributions in nats, the same in each row: {@code [batch, units]}. Means are kept 1e-6 away
 * from 0 and 1.
 *
 * <p>See:
 *
 * <pre>
 * Ng A.
 * "Sparse Autoencoder"
 * CS294A lecture notes, Stanford University, 2011.
 * </pre>
 */
public final class ActivityDivergence extends Node {
  private static final double LEAST = 1e-6;

  private final double wanted;

  /**
   * @param units values in (0, 1), {@code [batch, units]}
   * @param wanted the mean that costs nothing, in (0, 1)
   */
  public ActivityDivergence(Node units, double wanted) {
    super(units.rows(), units.columns(), units);
    this.wanted = wanted;
  }

  /** The mean that costs nothing. */
  public double wanted() {
    return wanted;
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] y = w.values(this);
    double[] means = means(w);
    for (int c = 0; c < means.length; c++) {
      double mean = inside(means[c]);
      float divergence =
          (float)
              (wanted * StrictMath.log(wanted / mean)
                  + (1 - wanted) * StrictMath.log((1 - wanted) / (1 - mean)));
      for (int r = t.row(); r < t.rowEnd(); r++) {
        y[r * means.length + c] = divergence;
      }
    }
  }

  private double[] means(Values w) {
    double[] sums = sums(w.values(input(0)), w.rows(this));
    return Arrays.stream(sums).map(sum -> sum / w.rows(this)).toArray();
  }

  private double[] sums(float[] x, int rows) {
    double[] sums = new double[columns()];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < sums.length; c++) {
        sums[c] += x[r * sums.length + c];
      }
    }
    return sums;
  }

  private static double inside(double mean) {
    return Math.max(LEAST, Math.min(1 - LEAST, mean));
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    double[] means = means(w);
    double[] dy = sums(w.gradient(this), w.rows(this));
    float[] dx = w.gradient(input(0));
    for (int c = t.column(); c < t.columnEnd(); c++) {
      double mean = inside(means[c]);
      double slope = mean == means[c] ? (1 - wanted) / (1 - mean) - wanted / mean : 0;
      float share = (float) (dy[c] * slope / w.rows(this));
      for (int r = t.row(); r < t.rowEnd(); r++) {
        dx[r * means.length + c] += share;
      }
    }
  }

  @Override
  protected String emit(Emitter e) {
    throw new UnsupportedOperationException("Sparsity is a matter of training alone");
  }

  /** The mean is over all rows. */
  @Override
  protected Tiling tiling() {
    return Tiling.WHOLE;
  }

  @Override
  protected Tiling inputTiling(int k) {
    return Tiling.WHOLE;
  }
}
