package org.lateo.logistic;

import java.util.Arrays;

/**
 * The loss of each row of a cross-validation, such as its log-loss in nats, each while its fold was
 * held out; NaN for rows of no fold.
 *
 * @param losses {@code [rows]}
 * @param weights {@code [rows]}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record RowLosses(double[] losses, double[] weights) {
  /** The mean over the rows; NaN if there are none. */
  public double mean() {
    return mean(losses);
  }

  /** The standard error of the mean. */
  public double standardError() {
    return standardError(losses);
  }

  /** By how much these are lower than others of the same rows, on average: positive if better. */
  public double gainOver(RowLosses other) {
    return mean(differences(other));
  }

  /** The standard error of {@link #gainOver}, by the differences row by row. */
  public double gainError(RowLosses other) {
    return standardError(differences(other));
  }

  /** Whether {@link #gainOver} is above a number of its standard errors. */
  public boolean isBetterThan(RowLosses other, double errors) {
    return gainOver(other) > errors * gainError(other);
  }

  private double[] differences(RowLosses other) {
    double[] differences = new double[losses.length];
    for (int r = 0; r < losses.length; r++) {
      differences[r] = other.losses[r] - losses[r];
    }
    return differences;
  }

  /** How many rows have a loss. */
  public long count() {
    return Arrays.stream(losses).filter(loss -> !Double.isNaN(loss)).count();
  }

  /** Whether every row has a loss, and it is finite. */
  public boolean isFinite() {
    return Arrays.stream(losses).allMatch(Double::isFinite);
  }

  private double mean(double[] of) {
    double sum = 0;
    double weight = 0;
    for (int r = 0; r < of.length; r++) {
      if (!Double.isNaN(of[r])) {
        sum += weights[r] * of[r];
        weight += weights[r];
      }
    }
    return sum / weight;
  }

  private double standardError(double[] of) {
    double mean = mean(of);
    double squares = 0;
    double weight = 0;
    int count = 0;
    for (int r = 0; r < of.length; r++) {
      if (!Double.isNaN(of[r])) {
        double share = weights[r] * (of[r] - mean);
        squares += share * share;
        weight += weights[r];
        count++;
      }
    }
    return count < 2 ? Double.NaN : Math.sqrt(squares * count / (count - 1.0)) / weight;
  }
}
