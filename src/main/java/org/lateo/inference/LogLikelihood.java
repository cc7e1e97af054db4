package org.lateo.inference;

import java.util.Arrays;

/**
 * Importance-weighted estimates of log p(x) of rows in nats, with what is uncertain about them.
 *
 * <p>An estimate is a lower bound in expectation (Burda et al. 2016, equation 8); its standard
 * error, of the delta method, says how far other draws would move it, and is too small where a few
 * samples carry all the weight. Draws of different rows are independent, those of equal rows equal.
 *
 * @param nats the estimates, {@code [rows]}; minus infinity where a row is impossible
 * @param standardErrors of each, over draws, {@code [rows]}; NaN with a single sample, and where
 *     the estimate is minus infinity
 * @param samples importance samples a row
 */
@SuppressWarnings("ArrayRecordComponent") // Results to read, never compared.
public record LogLikelihood(double[] nats, double[] standardErrors, int samples) {
  /** Refuses with {@link IllegalArgumentException} lengths that differ. */
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
   * The standard error of the mean, in nats, rows taken as drawn from a population: their standard
   * deviation over the root of their number. What draws contribute is in it. NaN below two rows,
   * and where a row is impossible, so that the mean is minus infinity.
   */
  public double standardError() {
    double mean = mean();
    double squares = Arrays.stream(nats).map(x -> (x - mean) * (x - mean)).sum();
    return nats.length < 2 ? Double.NaN : Math.sqrt(squares / (nats.length - 1) / nats.length);
  }

  /**
   * The part of draws alone: the standard error of the mean for these very rows, in nats; NaN where
   * that of a row is.
   */
  public double monteCarloError() {
    return Math.sqrt(Arrays.stream(standardErrors).map(x -> x * x).sum()) / nats.length;
  }
}
