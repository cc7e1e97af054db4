package org.lateo.train;

import java.util.Map;
import org.lateo.objective.Loss;

/**
 * What an epoch brought; means over rows, in nats.
 *
 * @param epoch from 1
 * @param epochs how many there will be
 * @param training the mean of each report of the loss over the training rows, as the parameters
 *     moved; {@code elbo}, {@code reconstruction} and {@code kl} of a VAE
 * @param validation the same of the validation rows after the epoch; empty without any
 * @param watched what training watches: the bound on the validation rows, or on the training rows
 *     without any; the ELBO, or a tighter bound where that is maximised
 * @param seconds how long the training rows took
 * @param rowsPerSecond training rows a second
 * @param bestEpoch the epoch with the highest watched bound so far, this one or an earlier
 */
public record EpochReport(
    int epoch,
    int epochs,
    Map<String, Double> training,
    Map<String, Double> validation,
    double watched,
    double seconds,
    double rowsPerSecond,
    int bestEpoch) {
  /** The ELBO of the training rows; NaN if the loss has none. */
  public double elbo() {
    return training.getOrDefault(Loss.BOUND, Double.NaN);
  }

  /** Its expected log-likelihood; NaN if the loss has none. */
  public double reconstruction() {
    return training.getOrDefault(Loss.RECONSTRUCTION, Double.NaN);
  }

  /** Its divergence; NaN if the loss has none. */
  public double kl() {
    return training.getOrDefault(Loss.KL, Double.NaN);
  }

  /** The ELBO of the validation rows; NaN without any. */
  public double validationElbo() {
    return validation.getOrDefault(Loss.BOUND, Double.NaN);
  }
}
