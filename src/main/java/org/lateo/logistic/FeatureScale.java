package org.lateo.logistic;

import java.util.Arrays;

/** What features are divided by, so that a penalty means the same whatever their units. */
enum FeatureScale {
  /** All by one number, such as pixels or codes, whose differences in size mean something. */
  TOGETHER,
  /** Each by its own standard deviation, such as the columns of a table. */
  EACH;

  /**
   * A factor for each column, by which the variances of all columns together become one. Columns of
   * one value have the others' factor, or 0 where each has its own, so that rows with another value
   * are not infinitely far away.
   *
   * @param deviations the columns' standard deviations
   */
  double[] factors(double[] deviations) {
    double total = Arrays.stream(deviations).map(d -> d * d).sum();
    if (total == 0) {
      return Arrays.stream(deviations).map(d -> 1).toArray();
    }
    double varying = Arrays.stream(deviations).filter(d -> d > 0).count();
    double[] factors = new double[deviations.length];
    Arrays.setAll(
        factors,
        c ->
            this == TOGETHER
                ? 1 / Math.sqrt(total)
                : deviations[c] == 0 ? 0 : 1 / (deviations[c] * Math.sqrt(varying)));
    return factors;
  }
}
