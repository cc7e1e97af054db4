package org.lateo.logistic;

/**
 * A kind of logistic regression, and how it did in cross-validation.
 *
 * @param width what squared distances are multiplied by in the Gaussian kernel, where the rows'
 *     variances together are one; 1 if linear
 * @param penalty see {@link LogisticLoss}
 * @param losses of rows while they were held out
 */
record LogisticChoice(
    Kernel kernel, FeatureScale scale, double width, double penalty, RowLosses losses) {
  /** What a row is before the kernel: scaled, and wide as the kernel needs it. */
  double[] factors(LogisticRows rows) {
    double[] factors = scale.factors(rows.deviations());
    for (int c = 0; c < factors.length; c++) {
      factors[c] *= Math.sqrt(width);
    }
    return factors;
  }

  @Override
  public String toString() {
    return String.format(
        "%s, scaled %s%s, penalty %.3g",
        kernel, scale, kernel == Kernel.GAUSSIAN ? ", width " + width : "", penalty);
  }
}
