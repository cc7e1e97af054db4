package org.lateo.objective;

/**
 * Σ w x / Σ w of rows x, in double, for weights that are given by their logarithms, however small
 * they are; where every weight is zero, all count alike.
 */
public final class WeightedMean {
  private final double[] sums;
  private double largest = Double.NEGATIVE_INFINITY;
  private double weights;

  /** Of rows of so many columns. */
  public WeightedMean(int columns) {
    sums = new double[columns];
  }

  /**
   * Adds a row.
   *
   * @param x {@code [columns]} from {@code from}
   */
  public void add(double logWeight, float[] x, int from) {
    if (logWeight > largest) {
      scale(StrictMath.exp(largest - logWeight));
      largest = logWeight;
    }
    double weight = logWeight == largest ? 1 : StrictMath.exp(logWeight - largest);
    weights += weight;
    for (int c = 0; c < sums.length; c++) {
      sums[c] += weight * x[from + c];
    }
  }

  private void scale(double factor) {
    weights *= factor;
    for (int c = 0; c < sums.length; c++) {
      sums[c] *= factor;
    }
  }

  /** The mean so far, {@code [columns]}; NaN without rows. */
  public double[] mean() {
    double[] mean = new double[sums.length];
    for (int c = 0; c < mean.length; c++) {
      mean[c] = sums[c] / weights;
    }
    return mean;
  }
}
