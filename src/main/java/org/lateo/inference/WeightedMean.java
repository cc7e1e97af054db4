package org.lateo.inference;

/**
 * The mean Σ w x / Σ w of rows x, in double. Weights are given by their logarithms, so that they
 * may be smaller than a double holds; if every weight is zero, it is the unweighted mean. Otherwise
 * a row of weight zero has no part, even if it is not finite.
 */
final class WeightedMean {
  private final double[] sums;
  private double largest = Double.NEGATIVE_INFINITY;
  private double weights;

  WeightedMean(int columns) {
    sums = new double[columns];
  }

  /**
   * Adds a row.
   *
   * @param x an array in which the row is {@code [from, from + columns)}
   */
  void add(double logWeight, float[] x, int from) {
    if (logWeight > largest) {
      scale(StrictMath.exp(largest - logWeight));
      largest = logWeight;
    }
    double weight = logWeight == largest ? 1 : StrictMath.exp(logWeight - largest);
    weights += weight;
    for (int c = 0; c < sums.length; c++) {
      sums[c] += weight > 0 ? weight * x[from + c] : 0;
    }
  }

  private void scale(double factor) {
    weights *= factor;
    for (int c = 0; c < sums.length; c++) {
      sums[c] = factor > 0 ? sums[c] * factor : 0;
    }
  }

  /** The mean of the rows added so far, {@code [columns]}; NaN without rows. */
  double[] mean() {
    double[] mean = new double[sums.length];
    for (int c = 0; c < mean.length; c++) {
      mean[c] = sums[c] / weights;
    }
    return mean;
  }
}
