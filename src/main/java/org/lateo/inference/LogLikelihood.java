package org.lateo.inference;

import java.util.Arrays;

/**
 * Importance-weighted estimates of log p(x) of rows in nats, with their standard errors.
 *
 * <p>The expectation of an estimate is a lower bound on log p(x) (Burda et al. 2016, equation 8).
 * The standard error, by the delta method, says how much the estimate varies with the draws; it is
 * too small where a few samples have almost all of the weight. Draws of different rows are
 * independent, draws of equal rows are equal.
 *
 * @param nats the estimates, {@code [rows]}; minus infinity for an impossible row
 * @param standardErrors the standard error of each estimate over draws, {@code [rows]}; NaN with a
 *     single sample, and where the estimate is minus infinity
 * @param samples the number of importance samples for each row
 */
@SuppressWarnings("ArrayRecordComponent") // Results to read, never compared.
public record LogLikelihood(double[] nats, double[] standardErrors, int samples) {
  /** Refuses with {@link IllegalArgumentException} arrays of different lengths. */
  public LogLikelihood {
    if (nats.length != standardErrors.length) {
      throw new IllegalArgumentException(
          "Expected a standard error for each of "
              + nats.length
              + " rows, found "
              + standardErrors.length);
    }
  }

  /** The mean over rows, in nats; NaN without rows. */
  public double mean() {
    return Arrays.stream(nats).average().orElse(Double.NaN);
  }

  /**
   * The standard error of the mean, in nats, for rows drawn from a population: the standard
   * deviation of the estimates over the root of the number of rows. It includes the variation of
   * the draws. NaN for fewer than two rows, and if a row is impossible.
   */
  public double standardError() {
    double mean = mean();
    double squares = Arrays.stream(nats).map(x -> (x - mean) * (x - mean)).sum();
    return nats.length < 2 ? Double.NaN : Math.sqrt(squares / (nats.length - 1) / nats.length);
  }

  /**
   * The standard error of the mean over draws alone, for these very rows, in nats; NaN if the
   * standard error of a row is NaN.
   */
  public double monteCarloError() {
    return Math.sqrt(Arrays.stream(standardErrors).map(x -> x * x).sum()) / nats.length;
  }
}
